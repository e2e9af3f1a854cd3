import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makePlan } from '../src/write/plan.ts'
import { recoverOut, writeTree } from '../src/write/write.ts'
import { type Fault, FaultyDisk, hastyDisk } from './faulty-disk.ts'
import { callsOfRun, NEW, OLD, prepare, run, stateOf, THIRD } from './interrupted.ts'
import { file, silent, snapshot, target, temporaryFolder, write } from './out-folder.ts'

const KILLED: Fault = { kind: 'killed', when: 'before' }

/** The call after which the journal lies there, and a call half through the renames. */
function callsOfApply(folder: string): { readonly first: number; readonly middle: number } {
  const { disk } = run(prepare(join(folder, 'calls')), Number.POSITIVE_INFINITY, KILLED)
  const first = disk.log.findIndex(call => call.includes('rename') && call.endsWith('journal.draft')) + 2
  const renames = disk.log.flatMap((call, at) => (/^rename .*\/staged\/\d/.test(call) ? [at] : []))
  return { first, middle: renames[Math.floor(renames.length / 2)] ?? 0 }
}

describe('recovery', () => {
  test('may itself be killed at any call, and again', { timeout: 60_000 }, () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const next = stateOf(NEW, folder)
    const { middle } = callsOfApply(folder)
    for (let at = 0; ; at++) {
      run(prepare(out), middle, KILLED)
      const second = new FaultyDisk(at, { kind: 'killed', when: at % 2 === 0 ? 'before' : 'after' })
      attempt(() => recoverOut(target(out, second.disk)))
      if (!second.struck) break
      attempt(() => recoverOut(target(out, new FaultyDisk(at, KILLED).disk)))
      recoverOut(target(out, hastyDisk))
      expect(snapshot(out), second.log[at]).toEqual(next)
    }
  })

  test('sets every file right by its content after a power loss at any call', { timeout: 60_000 }, () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const next = stateOf(NEW, folder)
    const calls = callsOfRun(folder)
    for (let at = 0; at < calls; at++) {
      const { disk } = run(prepare(out), at, KILLED)
      disk.losePower()
      const call = disk.log[at]
      const old = makePlan(hastyDisk, out, OLD)
      const lost = Object.values(snapshot(out)).includes('')
      expect(!lost || old.unfinished || old.writes.length > 0, call).toBe(true)
      // Alone, recovery ends nothing whose content is lost.
      if (recoverOut(target(out, hastyDisk)) === 'finished') expect(snapshot(out), call).toEqual(next)
      const plan = writeTree(target(out, hastyDisk), NEW, silent)
      expect(plan.findings, call).toEqual([])
      expect(snapshot(out), call).toEqual(next)
    }
  })

  test('leaves the journal while a file that changed since keeps it from finishing', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    run(prepare(out), callsOfApply(folder).middle, KILLED)
    write(out, 'a/changed.yaml', 'edited meanwhile\n')
    expect(recoverOut(target(out))).toBe('unfinished')
    expect(makePlan(hastyDisk, out, NEW).unfinished).toBe(true)
    const plan = writeTree(target(out), NEW, silent)
    expect(plan.writes.map(({ file: { path }, why }) => `${path} ${why}`)).toContain('a/changed.yaml edited')
    expect(snapshot(out)).toEqual(stateOf(NEW, folder))
  })

  test('ends in any tree, though the staged files and the manifest went meanwhile (git clean, git checkout)', () => {
    const folder = temporaryFolder()
    for (const files of [NEW, OLD, THIRD]) {
      const out = join(folder, 'out')
      run(prepare(out), callsOfApply(folder).middle, KILLED)
      fs.rmSync(join(out, '.synth', 'staged'), { recursive: true })
      expect(recoverOut(target(out))).toBe('unfinished')
      writeTree(target(out), files, silent)
      expect(snapshot(out)).toEqual(stateOf(files, folder))
    }
  })

  test('keeps a file that somebody put where the interrupted run was about to write', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    run(prepare(out), callsOfApply(folder).first, KILLED)
    write(out, 'new/below/new.yaml', 'mine\n')
    expect(recoverOut(target(out))).toBe('unfinished')
    const plan = writeTree(target(out), NEW, silent)
    expect(plan.findings.map(({ code, where }) => `${code} ${where.subject}`)).toEqual([
      'foreign-file new/below/new.yaml',
    ])
    expect(fs.readFileSync(join(out, 'new/below/new.yaml'), 'utf8')).toBe('mine\n')
  })

  test('follows no link that took the place of a folder meanwhile', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    run(prepare(out), callsOfApply(folder).first, KILLED)
    fs.mkdirSync(join(folder, 'elsewhere'))
    fs.symlinkSync(join(folder, 'elsewhere'), join(out, 'new'))
    expect(recoverOut(target(out))).toBe('unfinished')
    expect(writeTree(target(out), NEW, silent).findings.map(({ where }) => where.subject)).toEqual(['new'])
    expect(fs.readdirSync(join(folder, 'elsewhere'))).toEqual([])
  })

  test('takes a journal that names a path outside for damaged, and follows it nowhere', () => {
    const folder = temporaryFolder()
    const out = prepare(join(folder, 'out'))
    write(folder, 'precious', 'precious\n')
    const removals = [{ path: '../precious', sha256: '' }]
    write(out, '.synth/journal.json', JSON.stringify({ writes: [], removals, manifest: { sha256: '' } }))
    expect(recoverOut(target(out))).toBe('unfinished')
    writeTree(target(out), [...NEW, file('more', 'more\n')], silent)
    expect(fs.existsSync(join(folder, 'precious'))).toBe(true)
  })
})

function attempt(work: () => void): void {
  try {
    work()
  } catch {}
}
