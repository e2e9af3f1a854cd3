/** cloudflared's own reading of its rules; where it is not at hand, a stand-in that refuses what it refuses. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { findProgram, neededProgram, skipped } from '../tools.ts'

/** The program; undefined after `skipped: …`. */
export const cloudflared = await program()

async function program(): Promise<string | undefined> {
  const found = findProgram('cloudflared')
  if (found !== undefined) return found
  skipped('cloudflared (a stand-in reads its rules)')
  const go = neededProgram('go')
  if (go === undefined) return undefined
  const cwd = join(import.meta.dirname, 'go')
  const built = await madeOnce('cloudflared-stand-in', contentsOf(cwd), async at => {
    await execa(go, ['build', '-trimpath', '-o', join(at, 'cloudflared'), '.'], {
      cwd,
      env: { GOFLAGS: '-mod=readonly -buildvcs=false' },
    })
  })
  return join(built, 'cloudflared')
}
