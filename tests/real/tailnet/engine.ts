/** headscale's engine and Tailscale's packet filter, built from their modules. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'
import type { Tailnet } from './random-policies.ts'

export interface Asked extends Tailnet {
  readonly sources: readonly string[]
  /** An address, and the nodes (by index) of which one decides on what goes there. */
  readonly targets: readonly { readonly ip: string; readonly at: readonly number[] }[]
  readonly traffic: readonly { readonly protocol: number; readonly port: number }[]
}

export type Answered =
  | { readonly refused: string }
  /** A digit for each target, source and traffic, in this order of loops. */
  | { readonly passes: string }

const go = neededProgram('go')

/** The program; undefined after `skipped: no go`. */
export const builtEngine = go === undefined ? undefined : await build(go)

/** All at once: one line of JSON is asked, and one answered, for each. */
export async function decisions(program: string, asked: readonly Asked[]): Promise<readonly Answered[]> {
  const { stdout } = await execa(program, {
    input: asked.map(one => `${JSON.stringify(one)}\n`).join(''),
    maxBuffer: 1e9,
  })
  return stdout.split('\n').map(line => JSON.parse(line) as Answered)
}

/** The first time modules come over the network and are compiled: a minute of one processor. */
async function build(go: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  const folder = await madeOnce('tailnet-decisions', contentsOf(sources), async at => {
    const words = ['build', '-trimpath', '-o', join(at, 'decide'), '.']
    await execa(go, words, { cwd: sources, env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' } })
  })
  return join(folder, 'decide')
}
