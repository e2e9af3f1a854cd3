import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { STATE } from '../src/paths.ts'
import { readList } from '../src/write/list.ts'
import { isDone, makePlan } from '../src/write/plan.ts'
import { writeTree } from '../src/write/write.ts'
import type { Fault } from './faulty-disk.ts'
import { changesOfRun, NEW, OLD, prepare, run, stateOf, THIRD } from './interrupted.ts'
import { snapshot, target, temporaryFolder, write } from './out-folder.ts'

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['killed before', { kind: 'killed', when: 'before' }],
  ['killed during', { kind: 'killed', when: 'during' }],
  ['killed after', { kind: 'killed', when: 'after' }],
  ['met EIO at', { kind: 'error', code: 'EIO' }],
  ['met a full disk from', { kind: 'error', code: 'ENOSPC' }],
]

describe.each(FAULTS)('a run that %s a change', (_, fault) => {
  test('leaves the old tree, the new one, or a list that says it was interrupted; the next run ends it', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const [old, next, third] = [OLD, NEW, THIRD].map(files => stateOf(files, folder))
    const changes = changesOfRun(folder)
    expect(changes.length).toBeGreaterThan(30)
    const seen = new Set<string>()
    for (const [at, change] of changes.entries()) {
      const interrupt = (): void => {
        const { disk, error } = run(prepare(out), at, fault)
        expect(disk.struck, change).toBe(true)
        expect(error !== undefined || isRelease(change), change).toBe(true)
      }
      interrupt()
      const after = snapshot(out)
      const { unfinished } = readList(out)
      seen.add(unfinished ? 'unfinished' : same(after, old) ? 'old' : 'new')
      expect(unfinished || same(after, old) || same(after, next), change).toBe(true)

      for (const [files, state] of [
        [NEW, next],
        [OLD, old],
        [THIRD, third],
      ] as const) {
        interrupt()
        const plan = writeTree(target(out), files)
        expect(plan.findings, change).toEqual([])
        expect(snapshot(out), change).toEqual(state)
        // A run that has nothing to do takes no lock, and leaves one of a run that is gone.
        expect(isDone(plan) || !fs.existsSync(join(out, STATE)), change).toBe(true)
      }
    }
    expect([...seen].sort()).toEqual(['new', 'old', 'unfinished'])
  })
})

/** Once all is done, an error while the lock is let go harms nobody and is not told. */
function isRelease(change: string | undefined): boolean {
  return change !== undefined && /^(removeFile .*\/lock\.[^/]*|removeFolder .*\/\.synth)$/.test(change)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

describe('a run after one that was killed', () => {
  const KILLED: Fault = { kind: 'killed', when: 'before' }

  /** The first change below the out folder after the list, and one in the middle. */
  function moments(folder: string): { readonly first: number; readonly middle: number } {
    const changes = changesOfRun(folder)
    const first = changes.findIndex(change => change.startsWith('removeFile'))
    const renames = changes.flatMap((change, at) => (change.startsWith('rename') ? [at] : []))
    return { first, middle: renames[Math.floor(renames.length / 2)] ?? 0 }
  }

  test('may itself be killed at any change, and so may the third', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const next = stateOf(NEW, folder)
    const { middle } = moments(folder)
    for (let at = 0; ; at++) {
      run(prepare(out), middle, KILLED)
      const { disk } = run(out, at, { kind: 'killed', when: at % 2 === 0 ? 'before' : 'after' })
      if (!disk.struck) break
      run(out, at, KILLED)
      expect(writeTree(target(out), NEW).findings, disk.log[at]).toEqual([])
      expect(snapshot(out), disk.log[at]).toEqual(next)
    }
  })

  test('sets every file right by its content after a power loss at any change', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const next = stateOf(NEW, folder)
    for (const [at, change] of changesOfRun(folder).entries()) {
      const { disk } = run(prepare(out), at, KILLED)
      disk.losePower()
      const lost = Object.values(snapshot(out)).includes('')
      expect(!lost || makePlan(out, OLD).writes.length > 0, change).toBe(true)
      expect(readList(out).findings, change).toEqual([])
      expect(writeTree(target(out), NEW).findings, change).toEqual([])
      expect(snapshot(out), change).toEqual(next)
    }
  })

  test('tells of a file that somebody changed meanwhile, and writes over it', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    run(prepare(out), moments(folder).middle, KILLED)
    write(out, 'a/changed.yaml', 'edited meanwhile\n')
    const plan = writeTree(target(out), NEW)
    expect(plan.writes.map(({ file: { path }, why }) => `${path} ${why}`)).toContain('a/changed.yaml edited')
    expect(snapshot(out)).toEqual(stateOf(NEW, folder))
  })

  test('ends in any tree, though what it keeps while it writes went meanwhile (git clean)', () => {
    const folder = temporaryFolder()
    for (const files of [NEW, OLD, THIRD]) {
      const out = join(folder, 'out')
      run(prepare(out), moments(folder).middle, KILLED)
      fs.rmSync(join(out, STATE), { recursive: true })
      expect(writeTree(target(out), files).findings).toEqual([])
      expect(snapshot(out)).toEqual(stateOf(files, folder))
    }
  })

  test('keeps a file that somebody put where the interrupted run was about to write', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    run(prepare(out), moments(folder).first, KILLED)
    write(out, 'new/below/new.yaml', 'mine\n')
    const subjects = (files: typeof NEW): string[] =>
      writeTree(target(out), files).findings.map(({ code, where }) => `${code} ${where.subject}`)
    expect(subjects(NEW)).toEqual(['foreign-file new/below/new.yaml'])
    expect(readList(out).unfinished).toBe(true)
    expect(subjects(OLD)).toEqual([])
    expect(fs.readFileSync(join(out, 'new/below/new.yaml'), 'utf8')).toBe('mine\n')
  })

  test('follows no link that took the place of a folder meanwhile', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    run(prepare(out), moments(folder).first, KILLED)
    fs.mkdirSync(join(folder, 'elsewhere'))
    fs.symlinkSync(join(folder, 'elsewhere'), join(out, 'new'))
    expect(writeTree(target(out), NEW).findings.map(({ where }) => where.subject)).toEqual(['new'])
    expect(fs.readdirSync(join(folder, 'elsewhere'))).toEqual([])
  })
})
