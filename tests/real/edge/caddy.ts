import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'
import { type Network, stop } from './namespace.ts'

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

/** A Caddyfile with certificates of Caddy's own instead of the public authority's, and no authority put into this machine. */
export function byItself(caddyfile: string): string {
  return caddyfile
    .replaceAll(/tls \{[^}]*\{[^}]*\}\n\t\}/g, 'tls internal')
    .replace(/admin unix\S+\n\tpersist_config off/, 'admin off\n\tskip_install_trust')
}

/** Our Caddy in a network; it is there once it answers. @throws Error with what it says, where it does not */
export async function startCaddy(network: Network, caddyfile: string, answers: () => Promise<boolean>): Promise<void> {
  const path = join(network.folder, 'Caddyfile')
  writeFileSync(path, byItself(caddyfile))
  const words = ['run', '--config', path, '--adapter', 'caddyfile']
  const home = { HOME: network.folder, XDG_DATA_HOME: network.folder }
  const running = network.start(builtCaddy ?? '', words, home)
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers()) return
    await setTimeout(100)
  }
  await stop(running)
  throw new Error(`Caddy does not answer: ${(await running).stderr}`)
}
