/** The command, as somebody runs it before a sync: from an empty etcd by the rendered guide, and a second sync. */
import { join } from 'node:path'
import type { Outcome } from '@homelab/rehearsal'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { programs } from '../control-plane/programs.ts'

const built = await programs()
const root = join(import.meta.dirname, '../../..')
const main = join(root, 'packages/synth/src/start.js')

test.skipIf(built === undefined)('what is rendered installs, and a second sync changes nothing', async () => {
  // Not what is asked here is how long it takes.
  const { stdout, stderr, exitCode } = await execa(process.execPath, [main, 'rehearse', '--json', '--minutes=40'], {
    cwd: root,
    reject: false,
  })
  expect(stdout, stderr.slice(-3000)).not.toBe('')
  // What the server did not take at first is no fault of what is rendered, and nobody should wonder about it unseen.
  process.stderr.write(
    (stderr.match(/^.*: (again|waiting until it is over|told): .*$/gm) ?? []).map(line => `${line}\n`).join(''),
  )
  const { rows, problems } = JSON.parse(stdout) as Outcome
  expect(problems).toEqual([])
  expect(
    rows.filter(({ verdict }) => verdict === 'red'),
    stderr.slice(-3000),
  ).toEqual([])
  expect(rows.filter(({ verdict }) => verdict === 'fine').length).toBeGreaterThan(rows.length / 2)
  expect(exitCode).toBe(0)
})
