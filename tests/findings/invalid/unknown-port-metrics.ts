import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'scrapes',
  ports: { http: http(9090) },
  workload: pod(),
  collects: ['metrics'],
  metrics: { port: 'metrics' as 'http', exporter: 'prometheus' },
})

export default fixture(import.meta, { services: [collector] })
export const expected: Expected = ['unknown-port collector metrics']
