import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'

const go = neededProgram('go')

/** Our Caddy for this machine; undefined after `skipped: no go`. */
export const builtCaddy = go === undefined ? undefined : await build(go)

async function build(go: string): Promise<string> {
  const sources = join(import.meta.dirname, '../../../tools/caddy')
  const of = ['go.mod', 'go.sum', 'main.go', 'gandi/gandi.go'].map(name => readFileSync(join(sources, name)))
  const folder = await madeOnce('caddy', of, async at => {
    await execa(go, ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(at, 'caddy'), '.'], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' },
    })
  })
  return join(folder, 'caddy')
}
