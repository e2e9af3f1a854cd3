import { command, commandText } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { renderedFolder } from '../model/host.ts'

/** The folder that `synth` writes, as a shell reads it. */
export function renderedWord({ resolved }: Context): string {
  return commandText(command(renderedFolder(resolved)))
}
