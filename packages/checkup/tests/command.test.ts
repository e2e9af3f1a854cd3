/** Questions that parts put: a command, and rules over its answer, or a judge of the part. */
import type { Judged, JudgingPart, Rule } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { askCommand } from '../src/run/command.ts'
import { answering, ended } from './asking.ts'

const on = { name: 'box' }
const rules: readonly Rule[] = [
  { has: ['^ActiveState=(failed|inactive)$'], state: 'down', detail: 'it is $1' },
  { has: ['^ActiveState=active$'], lacks: ['^Result=timeout'], state: 'up', detail: 'active' },
  { exitCodes: [4], state: 'down' },
]

function ask(judged: Judged, exitCode: number, stdout: string, parts: readonly JudgingPart[] = []) {
  const asking = answering({ machine: { ran: ended(exitCode, stdout) }, options: { parts } })
  return askCommand({ kind: 'command', on, words: ['ask', 'it'], judged }, asking)
}

test.each([
  [0, 'Id=x\nActiveState=active', 'up', 'active'],
  [0, 'ActiveState=inactive\nId=x', 'down', 'it is inactive'],
  [0, 'ActiveState=active\nResult=timeout', 'unknown', 'it answers something else: ActiveState=active'],
  [0, 'Welcome!', 'unknown', 'it answers something else: Welcome!'],
  [4, '', 'down', 'program ended with exit code 4'],
  [5, 'ActiveState=active', 'unknown', 'program ended with exit code 5'],
])('rules: %#', async (exitCode, out, state, detail) => {
  expect(await ask({ by: 'rules', rules }, exitCode, out)).toEqual({ state, detail })
})

const judged: Judged = { by: 'part', part: 'thing', facts: { name: 'x' } }

test('a judge of the part is asked, and told its facts', async () => {
  const part: JudgingPart = {
    contract: 'host-part',
    kinds: ['thing'],
    judge: ({ stdout }, { name }) => ({ state: 'up', detail: `${name}: ${stdout}` }),
  }
  expect(await ask(judged, 0, 'fine', [part])).toEqual({ state: 'up', detail: 'x: fine' })
})

test('without the part nobody knows', async () => {
  expect(await ask(judged, 0, 'fine')).toEqual({
    state: 'unknown',
    detail: 'no part of the estate judges answers about a thing',
  })
})

test('a machine that cannot be asked is unknown, with its words', async () => {
  const why = 'ssh ended with exit code 255: Connection refused'
  expect(
    await askCommand({ kind: 'command', on, words: ['ask'], judged }, answering({ machine: { problem: why } })),
  ).toEqual({ state: 'unknown', detail: why })
})
