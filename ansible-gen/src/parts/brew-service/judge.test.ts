import { describe, expect, test } from 'vitest'
import { judgeServices } from './judge.ts'

function said(exitCode: number, stdout: string) {
  return { exitCode, stdout, stderr: '', problem: `program ended with exit code ${exitCode}` }
}

describe('a service of Homebrew', () => {
  const info = (change: object): string =>
    JSON.stringify([{ name: 'forge', running: true, status: 'started', exit_code: 0, ...change }])

  test.each([
    [0, info({}), 'up', 'started'],
    [0, info({ running: false, status: 'none', exit_code: null }), 'down', 'none'],
    [0, info({ running: false, status: 'error', exit_code: 1 }), 'down', 'error, exit code 1'],
    [0, info({ name: 'other' }), 'unknown', 'brew says nothing of forge'],
    [1, '', 'down', 'program ended with exit code 1'],
  ])('%#', (code, out, state, detail) => {
    expect(judgeServices(said(code, out), { formula: 'forge' })).toEqual({ state, detail })
  })
})
