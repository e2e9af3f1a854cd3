import { host, tagged } from '@homelab/estate'
import { box, type Expected } from '../parts.ts'
import { desktop, edge, laptop, server, tailnetFixture } from '../tailnet.ts'

/** A slip where a machine says what it carries, and not in the policy. */
const other = host('other', {
  platform: 'linux',
  role: 'serves',
  // here
  tailnet: tagged('tag:servr'),
})

export default tailnetFixture(import.meta, {}, { hosts: [box, server, desktop, laptop, edge, other] })
export const expected: Expected = ['policy-unused-tag tag:servr']
