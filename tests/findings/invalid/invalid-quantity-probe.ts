import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  probes: {
    live: { port: 'http', path: '/', delaySeconds: -1, periodSeconds: 0 },
    ready: { port: 'http', path: '/', delaySeconds: 0, timeoutSeconds: 1.5 },
  },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'invalid-quantity web probes.live.delaySeconds',
  'invalid-quantity web probes.live.periodSeconds',
  'invalid-quantity web probes.ready.timeoutSeconds',
]
