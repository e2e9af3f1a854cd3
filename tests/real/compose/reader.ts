/** The parser of Docker Compose, built of a pinned version: it prints what Compose would run. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'

/** Where the program is; undefined where there is no Go to build it. */
export async function composeReader(): Promise<string | undefined> {
  const go = neededProgram('go')
  if (go === undefined) return undefined
  const sources = join(import.meta.dirname, 'go')
  const folder = await madeOnce('compose-reader', contentsOf(sources), async at => {
    await execa(go, ['build', '-trimpath', '-o', join(at, 'compose'), '.'], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    })
  })
  return join(folder, 'compose')
}
