import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'

const go = neededProgram('go')

/** Go's reverse proxy behind HTTPS: `LISTEN CERTIFICATE KEY BACKEND`; undefined after `skipped: no go`. */
export const builtIngress = go === undefined ? undefined : await build(go)

async function build(go: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  const folder = await madeOnce('edge-ingress', contentsOf(sources), async at => {
    await execa(go, ['build', '-trimpath', '-o', join(at, 'ingress'), '.'], { cwd: sources, env: { CGO_ENABLED: '0' } })
  })
  return join(folder, 'ingress')
}
