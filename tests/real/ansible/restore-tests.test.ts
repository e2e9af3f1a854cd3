/** Several repositories of one host: all restore tests run, and the report of each is shown, of those that fail too. */
import { join } from 'node:path'
import minilab from '@homelab/app-minilab'
import { resolvedOf } from '@homelab/estate/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { failures } from './playing.ts'
import { type Run, type Scratch, scratch, writeProgram } from './scratch.ts'

const tools = await python()

describe.skipIf(tools === undefined)('restore tests of one host', () => {
  let at: Scratch
  const play = (): Promise<Run> => at.play([], 'playbooks/restore-test.yml')
  const ends = (first: string, second: string): void => {
    writeProgram(join(at.home, '.local/bin/borgmatic-restore-test'), first)
    writeProgram(join(at.home, '.local/bin/borgmatic-restore-test-offsite'), second)
  }
  beforeAll(async () => {
    if (tools !== undefined) at = await scratch(tools, resolvedOf(minilab))
  })
  afterAll(() => at?.remove())

  test('both end well', async () => {
    ends('echo near is well', 'echo far is well')
    const run = await play()
    expect(run.code, failures(run)).toBe(0)
    for (const report of ['near is well', 'far is well']) expect(run.output).toContain(report)
  })

  test('one fails: the play fails, with both reports and with why', async () => {
    ends('echo near is ill; echo a folder is missing >&2; exit 1', 'echo far is well')
    const run = await play()
    expect(run.code).toBe(2)
    const message = JSON.stringify(run.tasks.find(({ failed }) => failed)?.message)
    for (const said of ['near is ill', 'a folder is missing', 'far is well']) expect(message).toContain(said)
  })

  test('one that cannot even begin fails the play, and hides no other', async () => {
    ends('exec /nowhere/at/all', 'echo far is well')
    const run = await play()
    expect(run.code).toBe(2)
    expect(JSON.stringify(run.tasks.find(({ failed }) => failed)?.message)).toContain('far is well')
  })
})
