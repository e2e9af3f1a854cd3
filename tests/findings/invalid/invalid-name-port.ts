import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** A letter more than Kubernetes takes. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  // here
  ports: { 'administration-': http(80), administrations1: http(81), administration1: http(82) },
  workload: pod(),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web ports.administration-', 'invalid-name web ports.administrations1']
