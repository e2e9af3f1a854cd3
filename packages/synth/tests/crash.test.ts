import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makePlan } from '../src/write/plan.ts'
import { STATE } from '../src/write/state.ts'
import { recoverOut, writeTree } from '../src/write/write.ts'
import { type Fault, hastyDisk } from './faulty-disk.ts'
import { callsOfRun, NEW, OLD, prepare, run, stateOf, THIRD } from './interrupted.ts'
import { silent, snapshot, target, temporaryFolder } from './out-folder.ts'

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['killed before', { kind: 'killed', when: 'before' }],
  ['killed during', { kind: 'killed', when: 'during' }],
  ['killed after', { kind: 'killed', when: 'after' }],
  ['met EIO at', { kind: 'error', code: 'EIO' }],
  ['met a full disk from', { kind: 'error', code: 'ENOSPC' }],
]

describe.each(FAULTS)('a run that %s a call', (_, fault) => {
  test('leaves the old tree, the new one, or a journal; the next run ends it', { timeout: 60_000 }, () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const [old, next, third] = [OLD, NEW, THIRD].map(files => stateOf(files, folder))
    const calls = callsOfRun(folder)
    expect(calls).toBeGreaterThan(80)
    const seen = new Set<string>()
    for (let at = 0; at < calls; at++) {
      const interrupt = (): string => {
        const { disk, error } = run(prepare(out), at, fault)
        const call = `call ${at}: ${disk.log[at]}`
        expect(disk.struck, call).toBe(true)
        expect(error !== undefined || isRelease(disk.log[at]), call).toBe(true)
        return call
      }
      const call = interrupt()
      const after = snapshot(out)
      const whole = [old, next].some(state => same(state, after))
      const unfinished = makePlan(hastyDisk, out, NEW).unfinished
      seen.add(unfinished ? 'unfinished' : same(after, old) ? 'old' : 'new')
      expect(unfinished || whole, call).toBe(true)
      expect(unfinished, call).toBe(makePlan(hastyDisk, out, OLD).unfinished)

      recoverOut(target(out, hastyDisk))
      const recovered = snapshot(out)
      expect([old, next], call).toContainEqual(recovered)

      for (const [files, state] of [
        [NEW, next],
        [OLD, old],
        [THIRD, third],
      ] as const) {
        interrupt()
        const plan = writeTree(target(out, hastyDisk), files, silent)
        expect(plan.findings, call).toEqual([])
        expect(snapshot(out), call).toEqual(state)
        recoverOut(target(out, hastyDisk))
        expect(fs.existsSync(join(out, STATE)), call).toBe(false)
      }
    }
    expect([...seen].sort()).toEqual(['new', 'old', 'unfinished'])
  })
})

/** Once all is done, an error while the lock is let go harms nobody and is not told. */
function isRelease(call: string | undefined): boolean {
  return call !== undefined && /^(removeFile .*\/lock\.[^/]*|removeFolder .*\/\.synth)$/.test(call)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
