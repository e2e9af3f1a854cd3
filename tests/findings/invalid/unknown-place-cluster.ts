import { host } from '@homelab/estate'
import { type Expected, fixture, kind } from '../parts.ts'

/** The machine of the only cluster is not listed. */
export default fixture(import.meta, {
  hosts: [host('other', { platform: 'linux', role: 'another machine' })],
  clusters: [kind],
})
export const expected: Expected = ['unknown-place kind on']
