import { http, service } from '@homelab/estate'
import { agent, logs, metrics } from '../collected.ts'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'does not say how it is',
  ports: { http: http(8080) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})

const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'says it',
  ports: { http: http(8080) },
  workload: pod(),
  probes: { ready: { port: 'http', path: '/' } },
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, { services: [logs, metrics, agent, web, wiki] })
export const expected: Expected = ['unprobed-route web probes']
