import { expect, test } from 'vitest'
import { judgeContainers } from './judge.ts'

const facts = { containers: 'app database' }
const said = (stdout: string, exitCode = 0) => ({ stdout, stderr: '', exitCode, problem: 'it ended badly' })
const line = (Service: string, State = 'running', Health = '') => JSON.stringify({ Service, State, Health, ID: '0' })

test.each<[string, string, { readonly state: string; readonly detail: string }]>([
  ['all run', `${line('app')}\n${line('database', 'running', 'healthy')}\n`, { state: 'up', detail: 'running' }],
  ['one list, as older ones print', `[${line('app')},${line('database')}]\n`, { state: 'up', detail: 'running' }],
  [
    'others are none of ours',
    [line('app'), line('database'), line('old', 'exited')].join('\n'),
    { state: 'up', detail: 'running' },
  ],
  ['one has ended', `${line('app', 'exited')}\n${line('database')}`, { state: 'down', detail: 'app is exited' }],
  [
    'one is not well',
    `${line('app', 'running', 'unhealthy')}\n${line('database')}`,
    { state: 'down', detail: 'app is unhealthy' },
  ],
  ['one is not there', line('app'), { state: 'down', detail: 'database is not there' }],
  ['none is there', '', { state: 'down', detail: 'app is not there, database is not there' }],
])('%s', (_, stdout, verdict) => {
  expect(judgeContainers(said(stdout), facts)).toEqual(verdict)
})

test('without an answer nobody knows', () => {
  expect(judgeContainers(said('', 1), facts)).toEqual({ state: 'unknown', detail: 'it ended badly' })
  expect(() => judgeContainers(said('Welcome!'), facts)).toThrow()
})
