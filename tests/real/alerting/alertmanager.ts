/** Alertmanager and amtool of a pinned version: the one that the estates run, and no network for it. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'

const go = neededProgram('go')

/** The folder with both; undefined after `skipped: no go`. */
export const builtAlertmanager = go === undefined ? undefined : await build(go)

async function build(program: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  return madeOnce('alertmanager', contentsOf(sources), async at => {
    const commands = ['alertmanager', 'amtool'].map(name => `github.com/prometheus/alertmanager/cmd/${name}`)
    await execa(program, ['build', '-trimpath', '-ldflags', '-s -w', '-o', `${at}/`, ...commands], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' },
    })
  })
}
