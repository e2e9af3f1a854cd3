import type { InFile, RenderedFile, StackProps } from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import type { Program, ProviderOptions, StackSettings } from './program.ts'

/** A stack with what is rendered of it. */
export interface StackProgram {
  /** Its own, below the rendered one: `pulumi/FOLDER`. */
  readonly folder: string
  readonly stack: InFile<StackProps>
  readonly program: Program
  readonly settings: StackSettings
}

/** The two files of a stack. */
export function stackFiles({
  folder,
  stack: { stack, file },
  program,
  settings,
}: StackProgram): readonly RenderedFile[] {
  const header = `Rendered from ${file} and what services say; do not edit: change the source and run synth.`
  return [
    { path: `${folder}/Pulumi.yaml`, content: printYaml(program, { header }), sources: [file] },
    { path: `${folder}/Pulumi.${stack}.yaml`, content: printYaml(settings, { header }), sources: [file] },
  ]
}

/** Every resource names its provider's plugin: without a version Pulumi takes whatever is newest. */
export function providerOptions({ provider: { version, downloadUrl } }: StackProps): ProviderOptions {
  return { version, ...present({ pluginDownloadURL: downloadUrl }) }
}
