import { service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

// here
const odd = service(import.meta, 'odd', {
  title: 'Odd',
  summary: 'odd',
  ports: {},
  workload: { kind: 'abacus', at: box },
})

export default fixture(import.meta, { services: [odd] })
export const expected: Expected = ['unclaimed-workload odd workload.kind']
