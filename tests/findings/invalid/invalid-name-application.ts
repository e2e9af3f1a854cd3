import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ application: { name: 'Web Apps' } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web application Web Apps']
