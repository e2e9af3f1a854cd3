import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LIST } from '../src/paths.ts'
import type { TreeFile } from '../src/tree.ts'
import { makePlan, type Plan } from '../src/write/plan.ts'
import { writeTree } from '../src/write/write.ts'
import { FaultyDisk } from './faulty-disk.ts'
import { ignoreCase } from './ignore-case.ts'
import { file, snapshot, target, temporaryFolder, write } from './out-folder.ts'

const ONE = file('a/one.yaml', 'one\n')
const TWO = file('b/two.yaml', 'two\n')

function synth(out: string, ...files: readonly TreeFile[]): Plan {
  return writeTree(target(out), files)
}

function summary({ writes, removals, unchanged, findings }: Plan): string[] {
  return [
    ...writes.map(({ file: { path }, why }) => `${why} ${path}`),
    ...removals.map(({ path }) => `removed ${path}`),
    ...unchanged.map(({ path }) => `same ${path}`),
    ...findings.map(({ code, where }) => `${code} ${where.subject}`),
  ]
}

describe('writing', () => {
  test('adds, changes and removes the files of the tree and of no other', () => {
    const out = join(temporaryFolder(), 'not', 'there')
    expect(summary(synth(out, ONE, TWO))).toEqual(['new a/one.yaml', 'new b/two.yaml'])
    write(out, 'notes.md', 'mine\n')
    const changed = file('a/one.yaml', 'changed\n')
    expect(summary(synth(out, changed))).toEqual(['changed a/one.yaml', 'removed b/two.yaml'])
    const { [LIST]: manifest, ...rest } = snapshot(out)
    expect(rest).toEqual({ a: '/', 'a/one.yaml': 'changed\n', 'notes.md': 'mine\n' })
    expect(manifest).toMatchInlineSnapshot(`
      "{
        "comment": "The files that synth wrote here. It removes these and no others; do not edit.",
        "files": {
          "a/one.yaml": {"target":"kubernetes","mode":"0644","sha256":"7f8b1dfc466b6249f06cbe55c9174df2578e7754da793fded244ef5cba2a38f1"}
        }
      }
      "
    `)
  })

  test('restores every byte when what was added goes again', () => {
    const out = temporaryFolder()
    synth(out, ONE)
    const before = snapshot(out)
    synth(out, ONE, TWO)
    synth(out, ONE)
    expect(snapshot(out)).toEqual(before)
  })

  test('touches nothing where nothing changed, not even the folder', () => {
    const out = temporaryFolder()
    synth(out, ONE)
    const { disk, log } = new FaultyDisk(Number.POSITIVE_INFINITY, { kind: 'error', code: 'EIO' })
    expect(summary(writeTree(target(out, disk), [ONE]))).toEqual(['same a/one.yaml'])
    expect(log).toEqual([])
  })

  test('leaves the time of an unchanged file beside a changed one', () => {
    const out = temporaryFolder()
    synth(out, ONE, TWO)
    const time = fs.statSync(join(out, ONE.path)).mtimeMs
    synth(out, ONE, file(TWO.path, 'changed\n'))
    expect(fs.statSync(join(out, ONE.path)).mtimeMs).toBe(time)
  })

  test('sets and takes the permission to execute', () => {
    const out = temporaryFolder()
    synth(out, ONE)
    expect(summary(synth(out, { ...ONE, executable: true }))).toEqual(['mode a/one.yaml'])
    expect(snapshot(out)[ONE.path]).toBe('x one\n')
    fs.chmodSync(join(out, ONE.path), 0o644)
    expect(summary(synth(out, { ...ONE, executable: true }))).toEqual(['mode a/one.yaml'])
    expect(summary(synth(out, ONE))).toEqual(['mode a/one.yaml'])
    expect(snapshot(out)[ONE.path]).toBe('one\n')
  })

  test('takes over a file that is as it would be written, and lists it', () => {
    const out = temporaryFolder()
    write(out, ONE.path, ONE.content)
    expect(summary(synth(out, ONE))).toEqual(['same a/one.yaml'])
    expect(summary(synth(out))).toEqual(['removed a/one.yaml'])
  })

  test('writes over a listed file that was edited, and says so', () => {
    const out = temporaryFolder()
    synth(out, ONE)
    write(out, ONE.path, 'edited\n')
    expect(summary(synth(out, ONE))).toEqual(['edited a/one.yaml'])
    expect(snapshot(out)[ONE.path]).toBe('one\n')
  })

  test('restores a listed file that was deleted', () => {
    const out = temporaryFolder()
    synth(out, ONE, TWO)
    const before = snapshot(out)
    fs.rmSync(join(out, 'a'), { recursive: true })
    expect(summary(synth(out, ONE, TWO))).toEqual(['new a/one.yaml', 'same b/two.yaml'])
    expect(snapshot(out)).toEqual(before)
  })
})

describe('refusing', () => {
  /** Runs, and shows that nothing at all was changed. */
  function refused(out: string, ...files: readonly TreeFile[]): string[] {
    const before = snapshot(out)
    const plan = synth(out, ...files)
    expect(snapshot(out)).toEqual(before)
    return plan.findings.map(({ code, where }) => `${code} ${where.subject}`)
  }

  test('a file that somebody else put where one is to be written', () => {
    const out = temporaryFolder()
    write(out, ONE.path, 'mine\n')
    expect(refused(out, ONE, TWO)).toEqual(['foreign-file a/one.yaml'])
  })

  test('a folder where a file is to be written', () => {
    const out = temporaryFolder()
    write(out, 'a/one.yaml/mine', 'mine\n')
    expect(refused(out, ONE)).toEqual(['foreign-file a/one.yaml'])
    fs.rmSync(join(out, 'a/one.yaml/mine'))
    expect(refused(out, ONE)).toEqual(['foreign-file a/one.yaml'])
  })

  test('a file where a folder is needed', () => {
    const out = temporaryFolder()
    write(out, 'a', 'mine\n')
    expect(refused(out, ONE)).toEqual(['foreign-file a'])
  })

  test.each(['a/one.yaml', 'a'])('a link at %s, which it does not follow', place => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    write(folder, 'elsewhere/one.yaml', 'precious\n')
    write(out, 'b/x', 'mine\n')
    if (place.includes('/')) fs.mkdirSync(join(out, 'a'))
    fs.symlinkSync(join(folder, 'elsewhere', place.includes('/') ? 'one.yaml' : ''), join(out, place))
    expect(refused(out, ONE)).toEqual([`foreign-file ${place}`])
    expect(fs.readdirSync(join(folder, 'elsewhere'))).toEqual(['one.yaml'])
    expect(fs.readFileSync(join(folder, 'elsewhere/one.yaml'), 'utf8')).toBe('precious\n')
  })

  test.each(['a/one.yaml', 'a'])('a link at %s in the place of what it would remove', place => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    synth(out, ONE, TWO)
    fs.renameSync(join(out, place), join(folder, 'moved'))
    fs.symlinkSync(join(folder, 'moved'), join(out, place))
    expect(refused(out, TWO)).toEqual(['foreign-file a/one.yaml'])
    expect(fs.existsSync(join(out, ONE.path))).toBe(true)
  })

  test('to remove a file that was edited: it is left and told of', () => {
    const out = temporaryFolder()
    synth(out, ONE, TWO)
    write(out, ONE.path, 'edited\n')
    expect(refused(out, TWO)).toEqual(['foreign-file a/one.yaml'])
    fs.rmSync(join(out, ONE.path))
    expect(summary(synth(out, TWO))).toEqual(['same b/two.yaml'])
  })

  test.each([
    ['a merge in conflict', '<<<<<<< HEAD\n{}\n'],
    ['a path that climbs out', '{"files":{"../x":{"target":"k","mode":"0644","sha256":"x"}}}'],
    ['no files', '{}'],
    ['an entry without its hash', '{"files":{"x":{"target":"k","mode":"0644"}}}'],
  ])('a manifest with %s', (_, text) => {
    const out = temporaryFolder()
    synth(out, ONE)
    write(out, LIST, text)
    expect(refused(out, TWO)).toEqual(['broken-manifest .synth.json'])
  })

  test('a file whose name differs only by case, on a disk that takes both for one', () => {
    ignoreCase()
    const out = temporaryFolder()
    write(out, 'a/One.yaml', 'mine\n')
    expect(refused(out, ONE)).toEqual(['foreign-file a/One.yaml'])
    expect(fs.readFileSync(join(out, ONE.path), 'utf8')).toBe('mine\n')
  })
})

describe('a plan', () => {
  test('compares bytes, not what they decode to', () => {
    const out = temporaryFolder()
    const replaced = file('x', 'a\uFFFDb')
    synth(out, replaced)
    fs.writeFileSync(join(out, 'x'), Buffer.from([0x61, 0xff, 0x62]))
    expect(makePlan(out, [replaced]).writes.map(({ why }) => why)).toEqual(['edited'])
  })

  test('goes from a file to a folder of its name and back', () => {
    const out = temporaryFolder()
    synth(out, file('x', 'x\n'))
    expect(summary(synth(out, file('x/y/z', 'z\n')))).toEqual(['new x/y/z', 'removed x'])
    expect(summary(synth(out, file('x', 'x\n')))).toEqual(['new x', 'removed x/y/z'])
    expect(Object.keys(snapshot(out))).toEqual([LIST, 'x'])
  })

  test('goes to a name that differs only by case, on a disk that takes both for one', () => {
    ignoreCase()
    const out = temporaryFolder()
    synth(out, ONE, file('b/keep', ''))
    const upper = file('A/ONE.yaml', ONE.content)
    expect(summary(synth(out, upper, file('b/keep', '')))).toEqual([
      'new A/ONE.yaml',
      'removed a/one.yaml',
      'same b/keep',
    ])
    const { [LIST]: _, ...rest } = snapshot(out)
    expect(rest).toEqual({ A: '/', 'A/ONE.yaml': 'one\n', b: '/', 'b/keep': '' })
    expect(summary(synth(out, upper))).toEqual(['removed b/keep', 'same A/ONE.yaml'])
  })
})
