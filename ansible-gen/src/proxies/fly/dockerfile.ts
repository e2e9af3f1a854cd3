import { type Image, imageReference } from '@homelab/estate/model'

/** One instruction; every argument that may hold spaces is in the exec form, which no shell reads. */
export type Instruction =
  | { readonly run: readonly string[] }
  | { readonly from: Image; readonly as?: string }
  | { readonly copy: readonly [source: string, target: string]; readonly stage?: string }
  | { readonly expose: number }
  | { readonly command: readonly string[] }

/** https://docs.docker.com/reference/dockerfile/ */
export function printDockerfile(instructions: readonly Instruction[], header: string): string {
  return `# ${header}\n${instructions.map(instruction => `${line(instruction)}\n`).join('')}`
}

function line(of: Instruction): string {
  if ('from' in of) return `FROM ${imageReference(of.from)}${of.as === undefined ? '' : ` AS ${of.as}`}`
  if ('copy' in of) {
    return `COPY ${of.stage === undefined ? '' : `--from=${of.stage} `}${exec(of.copy)}`
  }
  if ('expose' in of) return `EXPOSE ${of.expose}`
  return 'run' in of ? `RUN ${exec(of.run)}` : `CMD ${exec(of.command)}`
}

function exec(words: readonly string[]): string {
  return `[${words.map(word => JSON.stringify(word)).join(', ')}]`
}
