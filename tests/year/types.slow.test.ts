/** The files of each change are of the right types where they stand: no editor looks at them there. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Sources } from '@homelab/synth/causes'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { root } from '../support/sources.ts'
import { after, changes } from './changes.ts'

/** What `check` finds by its process, which starts the compiler, too. */
async function findingsOf(sources: Sources): Promise<readonly string[]> {
  const above = mkdtempSync(join(tmpdir(), 'year-'))
  try {
    for (const [path, text] of sources) {
      mkdirSync(join(above, dirname(path)), { recursive: true })
      writeFileSync(join(above, path), text)
    }
    writeFileSync(join(above, 'apps/croft/package.json'), '{ "type": "module" }\n')
    symlinkSync(join(root, 'node_modules'), join(above, 'node_modules'))
    const start = join(root, 'packages/synth/src/start.js')
    const { stdout } = await execa('node', [start, 'check', '--estate', join(above, 'apps/croft'), '--json'], {
      cwd: above,
      reject: false,
    })
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly accepted?: string }[] }
    return findings.filter(({ accepted }) => accepted === undefined).map(each => JSON.stringify(each))
  } finally {
    rmSync(above, { recursive: true })
  }
}

test.each(changes)('$name has no finding, nor has the compiler', async change => {
  expect(await findingsOf(after(change))).toEqual([])
})

test('what is wrong is found', async () => {
  const [change] = changes
  if (change === undefined) throw new Error('there is no change')
  const path = 'apps/croft/services/docs.ts'
  const sources = new Map(after(change))
  sources.set(path, (sources.get(path) ?? '').replace('containers', 'container').replace("port: 'http'", "port: 'web'"))
  expect((await findingsOf(sources)).join('\n')).toContain('TS2322')
})
