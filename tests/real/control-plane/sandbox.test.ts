/** That nothing of a rehearsal outlives it: not where its program is killed, and not where its time is up. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lacking } from '@homelab/rehearsal/run'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { skipped } from '../tools.ts'

const missing = lacking()
if (missing !== undefined) skipped(missing)

const source = join(import.meta.dirname, '../../../packages/rehearsal/src/run/sandbox.ts')

/** Where one that is killed leaves its own folder. */
const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Of no other program on this machine. */
const word = `${600_000 + process.pid}`

const program = (seconds: number): string => `
  import { Sandbox } from ${JSON.stringify(source)}
  const sandbox = await Sandbox.open({ hosts: {}, env: () => ({ PATH: process.env.PATH }), seconds: ${seconds} })
  sandbox.start('first', 'sh', ['-c', 'setsid sleep ${word} & wait'])
  await sandbox.until('it runs', async () =>
    (await sandbox.run('pgrep', ['-f', 'sleep ${word}'])).exitCode === 0 ? true : undefined)
  console.log('ready')
  setInterval(() => undefined, 1000)
`

const start = (seconds: number) =>
  execa('node', ['--no-warnings', '--input-type=module', '--eval', program(seconds)], {
    reject: false,
    env: { TMPDIR: folder },
  })

/** Processes of the whole machine that were started with the word. */
function running(): readonly string[] {
  return readdirSync('/proc').filter(pid => {
    try {
      const words = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') : []
      return words[0] === 'sleep' && words[1] === word
    } catch {
      return false
    }
  })
}

const isOver = { timeout: 20_000, interval: 200 }

describe.skipIf(missing !== undefined)('what runs in a sandbox', () => {
  test('ends with its program, also where that is killed', async () => {
    const child = start(600)
    await new Promise(ready => child.stdout.once('data', ready))
    await expect.poll(running, isOver).toHaveLength(1)
    child.kill('SIGKILL')
    await child
    await expect.poll(running, isOver).toEqual([])
  })

  test('ends when its time is up', async () => {
    const child = start(8)
    await new Promise(ready => child.stdout.once('data', ready))
    await expect.poll(running, isOver).toHaveLength(1)
    await expect.poll(running, isOver).toEqual([])
    child.kill('SIGKILL')
    await child
  })
})
