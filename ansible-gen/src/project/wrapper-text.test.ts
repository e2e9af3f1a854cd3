import { expect, test } from 'vitest'
import type { WrapperSettings } from '../host/wrapper.ts'
import { wrapperText } from './wrapper-text.ts'

test('a value that cannot be read ends the script before the program', () => {
  const settings: WrapperSettings = {
    variables: { TOKEN: '/home/me/token', KEY: "/home/me/one's key" },
    program: ['/bin/serve', '-v'],
  }
  // With -e, an assignment of what fails ends the script; `export TOKEN=$(cat …)` would not.
  expect(wrapperText(settings, ['from here'])).toBe(
    [
      '#!/bin/sh',
      '# from here',
      '',
      'set -eu',
      "TOKEN=$(cat '/home/me/token')",
      'export TOKEN',
      String.raw`KEY=$(cat '/home/me/one'\''s key')`,
      'export KEY',
      "exec '/bin/serve' '-v'",
      '',
    ].join('\n'),
  )
})
