import type { Secret } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { external } from './runs.ts'

const secret = (field: string): Secret => ({ kind: 'secret', vault: 'lab', item: 'app', field })

/** What of `login` and `password` a text of the template has. */
function keysOf(text: string): unknown {
  const data = { login: secret('login'), password: secret('password') }
  return external('app', 'apps', { name: 'app', data, template: { text } }).keys
}

test.each([
  ['{{ .password }}', ['password']],
  ['{{.login}}:{{ .password | b64enc }}', ['login', 'password']],
  ['{{ b64enc (printf "%s" .password) }}', ['password']],
  // A field of what was fetched, or of a variable, is not what was fetched under its name.
  ['{{ (fromJson .login).password }}', ['login']],
  ['{{ .login.password }}', ['login']],
  ['{{ $each.password }}', []],
  ['{{ .passwords }} {{ .password-old }}', []],
  ['.password {{ "none" }} .login', []],
])('%s has %j', (text, keys) => {
  expect(keysOf(text)).toEqual({ text: keys })
})
