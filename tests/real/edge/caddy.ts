import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { madeOnce } from '../made-once.ts'
import { findProgram, skipped } from '../tools.ts'

const sources = join(import.meta.dirname, '../../../tools/caddy')

/** Our Caddy for this machine; undefined after `skipped: no go`. Throws with go's words when the build fails. */
export async function builtCaddy(): Promise<string | undefined> {
  const go = findProgram('go')
  if (go === undefined) {
    skipped('go')
    return undefined
  }
  const of = ['go.mod', 'go.sum', 'main.go', 'gandi/gandi.go'].map(name => readFileSync(join(sources, name)))
  const folder = await madeOnce('caddy', of, async at => {
    await execa(go, ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(at, 'caddy'), '.'], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' },
    })
  })
  return join(folder, 'caddy')
}
