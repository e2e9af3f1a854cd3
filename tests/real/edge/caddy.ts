import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { findProgram, skipped } from '../tools.ts'

const folder = join(import.meta.dirname, '../../../tools/caddy')
const cache = join(import.meta.dirname, '../../../node_modules/.cache')

/** Our Caddy for this machine, built once for each content of its sources; undefined after `skipped: no go`. */
export async function builtCaddy(): Promise<string | undefined> {
  const go = findProgram('go')
  if (go === undefined) {
    skipped('go')
    return undefined
  }
  const hash = createHash('sha256')
  for (const name of ['go.mod', 'go.sum', 'main.go', 'gandi/gandi.go'])
    hash.update(name).update(readFileSync(join(folder, name)))
  const program = join(cache, `caddy-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(program)) return program
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) if (/^caddy-[0-9a-f]{16}$/.test(name)) rmSync(join(cache, name))
  await execa(go, ['build', '-trimpath', '-ldflags', '-s -w', '-o', program, '.'], {
    cwd: folder,
    env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' },
  })
  return program
}
