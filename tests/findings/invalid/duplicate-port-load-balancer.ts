import { external, http, service } from '@homelab/estate'
import { metalLb, serviceLb } from '@homelab/kubernetes'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** What runs on the node already has its port: the load balancer of k3s never comes up. */
const old = service(import.meta, 'old', {
  title: 'Old',
  summary: 'listens on the node',
  ports: { http: http(80) },
  workload: external(box),
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'wants the same',
  // here
  ports: { http: http(80) },
  workload: pod({ serviceType: serviceLb() }),
})
/** Elsewhere it is in nobody's way. */
const right = service(import.meta, 'right', {
  title: 'Right',
  summary: 'has an address of its own',
  ports: { http: http(80) },
  workload: pod({ serviceType: metalLb('192.0.2.240') }),
})

export default fixture(import.meta, { services: [old, web, right] })
export const expected: Expected = ['duplicate-port web ports.http']
