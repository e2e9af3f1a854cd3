import { host } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

/** A terminal that shows it would obey it. */
// here
const server = host('server', { platform: 'linux', role: 'serves\u001b[2J', byHand: ['log in\u202e'] })

// here
export default fixture(import.meta, { hosts: [box, server], clusters: [kind], title: 'Lab\u200f' })
export const expected: Expected = [
  'hidden-character estate title',
  'hidden-character server byHand[0]',
  'hidden-character server role',
]
