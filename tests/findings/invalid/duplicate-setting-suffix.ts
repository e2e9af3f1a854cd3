import { domain } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

export default fixture(import.meta, {
  clusters: [],
  domains: {
    ops: domain('ops', 'ops.example.org'),
    // here
    lab: domain('ops', 'ops.example.org'),
  },
})
export const expected: Expected = ['duplicate-setting estate domains.lab.suffix']
