/** SOPS, and what makes keys of age: built from pinned modules. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram, skipped } from '../tools.ts'

export interface SopsPrograms {
  /** The folder of both. */
  readonly bin: string
  readonly sops: string
  readonly keygen: string
}

/**
 * Nothing after `skipped: …`. They are compiled where somebody asks for it: SOPS has the libraries of all clouds in it, so that takes
 * minutes which nothing else here has use for.
 */
export async function sopsPrograms(): Promise<SopsPrograms | undefined> {
  if (process.env['SOPS'] !== 'build') {
    skipped('sops (set SOPS=build)')
    return undefined
  }
  const go = neededProgram('go')
  if (go === undefined) return undefined
  const sources = join(import.meta.dirname, 'go')
  const bin = await madeOnce('sops', contentsOf(sources), async at => {
    const words = ['build', '-o', `${at}/`, 'github.com/getsops/sops/v3/cmd/sops', 'filippo.io/age/cmd/age-keygen']
    await execa(go, words, { cwd: sources, env: { GOFLAGS: '-mod=readonly' } })
  })
  return { bin, sops: join(bin, 'sops'), keygen: join(bin, 'age-keygen') }
}
