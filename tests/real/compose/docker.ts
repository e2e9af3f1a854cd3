/** Docker's program with its plugin Compose, as far as there is one without a daemon: Compose's own parser, of a pinned version. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'

/** Where the stand-in is, which needs nothing else; undefined where there is no Go to build it. */
export async function dockerStandIn(): Promise<string | undefined> {
  const go = neededProgram('go')
  if (go === undefined) return undefined
  const sources = join(import.meta.dirname, 'go')
  const folder = await madeOnce('docker-stand-in', contentsOf(sources), async at => {
    await execa(go, ['build', '-trimpath', '-o', join(at, 'docker'), '.'], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    })
  })
  return join(folder, 'docker')
}
