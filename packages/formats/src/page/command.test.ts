import { expect, test } from 'vitest'
import { blank, command, commandText, noted, piped, shell, verbatim } from './command.ts'

test.each([
  [['ls', '-l', '/tmp/a.b'], 'ls -l /tmp/a.b'],
  [['echo', 'two words'], "echo 'two words'"],
  [['echo', "it's"], "echo 'it'\\''s'"],
  [['echo', '$HOME', '`x`', ''], "echo '$HOME' '`x`' ''"],
])('%j is quoted where it must be', (words, expected) => {
  expect(commandText(command(...words))).toBe(expected)
})

test('blanks are for the reader’s shell, inside quotes', () => {
  expect(commandText(command('cat', blank('FILE')))).toBe('cat "$FILE"')
  expect(commandText(piped(command('a'), command('b', 'c')))).toBe('a | b c')
})

test('a block has comments above, and enters a folder for one command alone', () => {
  const block = shell(noted('first', { ...command('ls'), folder: 'dist/x' }), undefined, verbatim('a && b'))
  expect(block).toBe('```sh\n# first\n(cd dist/x && ls)\na && b\n```\n')
  expect(shell(undefined)).toBeUndefined()
})
