import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { flyio } from '../hosts.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

/** facts P4-P7 */
export const flyioProxy = service(import.meta, 'flyio-proxy', {
  title: 'Fly.io proxy',
  summary: 'public reverse proxy',
  ports: { http: http(8080) },
  workload: external(flyio),
  serves: 'public',
  needs: (): Needs => [
    endpoint(loki, 'http', 'pushes access logs'),
    endpoint(prometheus, 'http', 'pushes metrics of requests'),
  ],
})
