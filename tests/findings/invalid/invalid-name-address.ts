import { http, service } from '@homelab/estate'
import { metalLb } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'wants a network, and no address',
  ports: { http: http(80) },
  // here
  workload: pod({ serviceType: metalLb('192.0.2.240/28') }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web workload.serviceType.address']
