import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { printScript, scriptFile } from './shell.ts'

const folder = mkdtempSync(join(tmpdir(), 'script-'))
afterAll(() => rmSync(folder, { recursive: true }))

function lies(name: string, text: string): URL {
  writeFileSync(join(folder, name), text)
  return pathToFileURL(join(folder, name))
}

const greet = lies(
  'greet.sh',
  "#!/bin/sh\n# Greets.\n\nset -eu\n\nreadonly NAME='a sample'\nreadonly TIMES='1'\n\nreadonly OWN='kept'\necho \"$NAME $OWN\"\n",
)

test('the marker comes first, and values stand quoted in the block of assignments alone', () => {
  expect(printScript(scriptFile(greet), ['Rendered.', ''], { TIMES: 2, NAME: "it's $& me" })).toBe(
    String.raw`#!/bin/sh
# Rendered.
#
# Greets.

set -eu

readonly NAME='it'\''s $& me'
readonly TIMES='2'

readonly OWN='kept'
echo "$NAME $OWN"
`,
  )
})

test('an included file stands where it is named, without its own first comment', () => {
  lies('common.sh', '# shellcheck shell=sh\n# What all have.\n\n# say TEXT\nsay() { echo "$1"; }\n')
  const user = lies('user.sh', '#!/bin/sh\n\n# shellcheck source=./common.sh\n. ./common.sh\n\nsay hello\n')
  expect(printScript(scriptFile(user), [], {})).toBe('#!/bin/sh\n\n# say TEXT\nsay() { echo "$1"; }\n\nsay hello\n')
})

test.each([
  [
    'a value that the script does not take',
    { NAME: 'a', TIMES: 1, OWN: 'b' },
    'greet.sh is given NAME, TIMES, OWN, and takes NAME, TIMES',
  ],
  ['a missing one', { NAME: 'a' }, 'greet.sh is given NAME, and takes NAME, TIMES'],
  ['a control character', { NAME: 'a\rb', TIMES: 1 }, 'expected no control characters'],
])('refuses %s', (_, values, message) => {
  expect(() => printScript(scriptFile(greet), [], values)).toThrow(message)
})

test('a file that is not there is said by name', () => {
  const user = lies('lost.sh', '#!/bin/sh\n. ./nowhere.sh\n')
  expect(() => scriptFile(user)).toThrow('nowhere.sh')
})
