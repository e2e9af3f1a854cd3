import type { Expected } from '../parts.ts'
import { guest, tailnetFixture } from '../tailnet.ts'

/** A set within itself, one that is not defined, a posture that asserts nothing that can be asked, and one that is none. */
// here
export default tailnetFixture(import.meta, {
  ipsets: [
    { name: 'ipset:round', steps: [{ add: 'ipset:round' }] },
    { name: 'ipset:wrong', steps: [{ add: { address: 'the house' } }, { add: 'ipset:missing' }] },
  ],
  postures: [
    { name: 'posture:odd', assertions: ['node:os = macos'] },
    { name: 'posture:none', assertions: [] },
  ],
  defaultPosture: ['posture:absent'],
  grants: [
    { src: [guest], dst: ['tag:server'], ip: ['22'], srcPosture: ['posture:gone'], reason: 'the fixture says so' },
  ],
})
export const expected: Expected = [
  'invalid-policy tailnet defaultSrcPosture',
  'invalid-policy tailnet grants[1].srcPosture',
  'invalid-policy tailnet ipsets.ipset:round',
  'invalid-policy tailnet ipsets.ipset:wrong',
  'invalid-policy tailnet ipsets.ipset:wrong',
  'invalid-policy tailnet postures.posture:none',
  'invalid-policy tailnet postures.posture:odd',
]
