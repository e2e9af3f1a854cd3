import { hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const tide = service(import.meta, 'tide', {
  title: 'Tide',
  summary: 'has a program of a kind that no part of the estate knows',
  ports: {},
  // here
  workload: hostService({ at: box, programs: [{ kind: 'moon' }] }),
})

export default fixture(import.meta, { services: [tide] })
export const expected: Expected = ['unclaimed-workload tide workload.programs']
