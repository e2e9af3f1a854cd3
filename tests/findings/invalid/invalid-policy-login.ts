import type { Expected } from '../parts.ts'
import { boss, tailnetFixture } from '../tailnet.ts'

/** The control plane refuses logins that are none, and takes words of other places for names. */
const rule = (login: string) =>
  ({ action: 'accept', src: [boss], dst: ['tag:server'], users: ['root', login] }) as const

// here
export default tailnetFixture(import.meta, { ssh: [rule('*'), rule(''), rule('autogroup:member')] })
export const expected: Expected = [
  'invalid-policy tailnet ssh[0].users',
  'invalid-policy tailnet ssh[1].users',
  'invalid-policy tailnet ssh[2].users',
]
