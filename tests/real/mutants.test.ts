/** Small faults in the product are noticed: those of the committed list always, and a sample is reported. */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { execa } from 'execa'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { mustDie } from '../../tools/mutants/must-die.ts'
import { root } from '../support/sources.ts'

interface Result {
  readonly missed: readonly { readonly says: string; readonly missed: readonly string[] }[]
  readonly tried: readonly object[]
  readonly left: number
}

const program = join(root, 'tools/mutants/mutants.ts')

describe('the committed list, and a sample', () => {
  let exitCode: number | undefined
  let result: Result
  let progress = ''

  beforeAll(async () => {
    // The sample is what fits into the time that the list leaves: on two quiet cores the whole takes less than four minutes.
    const words = ['--listed', '--seed', '12', '--count', '6', '--budget', '60', '--timeout', '60', '--json']
    const ran = await execa(process.execPath, [program, ...words], { reject: false })
    exitCode = ran.exitCode
    progress = ran.stderr
    process.stdout.write(`${progress}\n`)
    result = JSON.parse(ran.stdout)
  })

  test('every fault of the list turns each test red that is to notice it', () => {
    expect(mustDie.length).toBeGreaterThanOrEqual(5)
    expect(result.missed.map(({ says, missed }) => `${says}: ${missed.join(', ')}`)).toEqual([])
    expect(progress.match(/^killed /gm)?.length).toBeGreaterThanOrEqual(mustDie.length)
  })

  test('the sample was tried, as far as the time went, and its survivors were printed', () => {
    expect([0, 1]).toContain(exitCode)
    expect(result.tried.length + result.left).toBe(6)
  })
})

test('an interrupted run leaves neither processes nor its copy', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'interrupted-'))
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }))
  const child = execa(process.execPath, [program, '--count', '1'], { reject: false, env: { TMPDIR: scratch } })
  while (processesIn(scratch).length === 0) {
    expect(child.nodeChildProcess.exitCode, 'it must not end by itself before it has started anything').toBeNull()
    await setTimeout(100)
  }
  child.kill('SIGINT')
  expect(await child).toMatchObject({ exitCode: 130 })
  // Who is killed is gone when the system has got round to it.
  await expect.poll(() => processesIn(scratch), { timeout: 60_000 }).toEqual([])
  expect(readdirSync(scratch)).toEqual([])
})

/** Who works below a folder, by the system's own list. */
function processesIn(folder: string): readonly string[] {
  return readdirSync('/proc').filter(id => {
    try {
      return /^\d+$/.test(id) && readlinkSync(`/proc/${id}/cwd`).startsWith(folder)
    } catch {
      return false
    }
  })
}
