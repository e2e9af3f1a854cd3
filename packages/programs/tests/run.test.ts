import { describe, expect, test } from 'vitest'
import { quoted, run } from '../src/index.ts'

const node = process.execPath
const script = (text: string): readonly string[] => ['--eval', text]

describe('run', () => {
  test('gives what a program printed, and no problem where it ended well', async () => {
    const ran = await run(node, script('console.log(1); console.error(2)'))
    expect(ran).toMatchObject({ exitCode: 0, stdout: '1', stderr: '2' })
    expect(ran.problem).toBeUndefined()
    expect(ran.command).toContain('--eval')
  })

  test('gives the exit code and the last thing it said', async () => {
    const ran = await run(node, script('console.error("one\\ntwo"); process.exitCode = 3'))
    expect(ran).toMatchObject({ exitCode: 3, problem: `${node} ended with exit code 3: two` })
    const silent = await run(node, script('process.exitCode = 3'))
    expect(silent.problem).toBe(`${node} ended with exit code 3`)
  })

  test('says that a program is not there', async () => {
    const ran = await run('no-such-program', [])
    expect(ran.problem).toBe('no-such-program is not installed here')
    expect(ran.exitCode).toBeUndefined()
  })

  test('ends a program that takes too long', async () => {
    const ran = await run(node, script('setTimeout(() => {}, 60_000)'), { timeoutMs: 300 })
    expect(ran.problem).toBe(`no answer from ${node} within 0.3 s`)
    expect(ran.exitCode).toBeUndefined()
  })

  test.each([
    ['setTimeout(() => {}, 60_000)', 500, { problem: `no answer from ${node} within 0.5 s` }],
    // Time enough for a program to start on a busy machine, which is not what this is about.
    ['console.log("done"); process.exit(0)', 15_000, { exitCode: 0, stdout: 'done' }],
  ])(
    'does not wait for what the program left behind: %s',
    async (then, timeoutMs, outcome) => {
      const heir = '["--eval", "setTimeout(() => {}, 20_000)"], { stdio: "inherit" }'
      const leave = `require("node:child_process").spawn(process.execPath, ${heir}).unref()`
      const start = performance.now()
      expect(await run(node, script(`${leave}; ${then}`), { timeoutMs })).toMatchObject(outcome)
      expect(performance.now() - start).toBeLessThan(15_000)
    },
    30_000,
  )

  test('gives it input and variables, and shows what it prints while it runs', async () => {
    const shown: string[] = []
    const options = { input: 'secret', env: { COLOUR: 'red' }, show: (text: string) => shown.push(text) }
    const program = 'process.stdin.pipe(process.stdout); console.log(process.env.COLOUR); console.error("took no time")'
    const ran = await run(node, script(program), options)
    expect(ran.stdout).toBe('red\nsecret')
    expect(shown.join('')).toContain('red')
    expect(shown.join('')).toContain('took no time')
  })
})

test('quoted leaves plain words alone, and no word can be taken apart', () => {
  expect(quoted('ls', '-l', '/a/b.c')).toBe('ls -l /a/b.c')
  expect(quoted('a b', "it's", '$(x)', '', '*')).toBe(`'a b' 'it'\\''s' '$(x)' '' '*'`)
})
