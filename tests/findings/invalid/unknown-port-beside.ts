import { http, image, service, tcp, tcpProbe } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const cache = { image: image('example.org/cache', '1.0.0') }

/** Each asked where others answer, and one that answers on what its service does not have. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has pods beside it',
  ports: { http: http(80), redis: tcp(6379) },
  // here
  workload: pod({
    beside: [
      { name: 'cache', container: cache, answers: ['redis', 'cashe'] },
      // here
      { name: 'worker', container: cache, probes: { live: tcpProbe('redis') } },
    ],
  }),
  // here
  probes: { ready: tcpProbe('redis') },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'unknown-port web cache.answers',
  'unknown-port web probes.ready',
  'unknown-port web workload.beside.worker.probes.live',
]
