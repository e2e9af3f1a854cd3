import { external, host, http, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** A machine of which a pod knows no address. */
const shy = host('shy', { platform: 'linux', role: 'a machine without address' })
const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'scrapes',
  ports: { http: http(9090) },
  workload: pod(),
  collects: ['metrics'],
})
// here
const outer = service(import.meta, 'outer', {
  title: 'Outer',
  summary: 'gives metrics',
  ports: { http: http(80) },
  workload: external(shy),
  metrics: { port: 'http', exporter: 'prometheus' },
})

export default fixture(import.meta, { hosts: [box, shy], services: [collector, outer] })
export const expected: Expected = ['unreachable-route outer metrics']
