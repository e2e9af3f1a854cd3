/** The command lines of `mise run mutants` and `mise run slips`, a process each. */
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { root } from './support/sources.ts'

test.each([
  ['mutants', ['--help'], 0, 'usage: mise run mutants'],
  ['mutants', ['--seed', 'x'], 2, '--seed is a whole number, not x'],
  ['mutants', ['--sed', '1'], 2, "Unknown option '--sed'"],
  ['mutants', ['--only', 'packages/none'], 2, 'no source of the product begins with packages/none'],
  ['slips', ['--help'], 0, 'usage: mise run slips'],
  ['slips', ['--seed', 'x'], 2, '--seed is a whole number, not x'],
  ['slips', ['--estate', 'none'], 2, 'there is no estate none'],
])('%s %s', async (name, words, exitCode, said) => {
  const command = [join(root, `tools/${name}/${name}.ts`), ...words]
  const ran = await execa(process.execPath, command, { reject: false, all: true })
  expect(ran).toMatchObject({ exitCode, all: expect.stringContaining(said) })
})
