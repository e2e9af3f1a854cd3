import { expect, test } from 'vitest'
import { checkLogins } from '../src/checks/logins.ts'
import type { Resolved } from '../src/resolved.ts'

test('a login is told in the file of the service that wants it', () => {
  const resolved = {
    services: [
      { name: 'first', file: 'first.ts' },
      { name: 'web', file: 'web.ts' },
    ],
    logins: [{ service: 'web', provider: 'first', client: 'No Client', back: [] }],
  } as unknown as Resolved
  expect(checkLogins(resolved).map(({ code, where }) => [code, where])).toEqual([
    ['invalid-name', { subject: 'web', path: 'needs.first.client', file: 'web.ts' }],
  ])
})
