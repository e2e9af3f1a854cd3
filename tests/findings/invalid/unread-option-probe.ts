import { commandProbe, external, http, service, tcpProbe } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** No kubelet looks after a host: what is over HTTP is asked from outside, and nothing else. */
// here
const old = service(import.meta, 'old', {
  title: 'Old',
  summary: 'runs on a host',
  ports: { http: http(8080) },
  workload: external(box),
  // here
  probes: { start: { port: 'http', path: '/' }, live: tcpProbe('http'), ready: { port: 'http', path: '/' } },
})
const chained = service(import.meta, 'chained', {
  title: 'Chained',
  summary: 'runs on a host',
  ports: {},
  workload: external(box),
  // here
  probes: { ready: commandProbe(['true']) },
})

export default fixture(import.meta, { services: [old, chained] })
export const expected: Expected = [
  'unread-option chained probes.ready',
  'unread-option old probes.live',
  'unread-option old probes.start',
]
