/** The command line of `mise run mutants`, and which tests it takes; what it finds is in tests/real. */
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { relatedTests } from '../tools/mutants/related.ts'
import { root } from './support/sources.ts'

test('related are the tests that lead to a source, the nearest first', () => {
  const modules = new Map([
    ['a.ts', []],
    ['b.ts', ['a.ts']],
    ['far.test.ts', ['b.ts']],
    ['near.test.ts', ['a.ts']],
    ['other.test.ts', ['c.ts']],
    ['tests/real/x.test.ts', ['a.ts']],
    ['tests/snapshots.test.ts', ['a.ts']],
  ])
  expect(relatedTests('a.ts', modules)).toEqual(['near.test.ts', 'far.test.ts'])
})

test.each([
  [['--help'], 0, 'usage: mise run mutants'],
  [['--seed', 'x'], 2, '--seed is a whole number, not x'],
  [['--sed', '1'], 2, "Unknown option '--sed'"],
  [['--only', 'packages/none'], 2, 'no source of the product begins with packages/none'],
])('%s', async (words, exitCode, said) => {
  const ran = await execa(process.execPath, [join(root, 'tools/mutants/mutants.ts'), ...words], {
    reject: false,
    all: true,
  })
  expect(ran).toMatchObject({ exitCode, all: expect.stringContaining(said) })
})
