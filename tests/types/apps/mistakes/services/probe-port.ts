import { http, service } from '@homelab/estate'
import { workload } from '../places.ts'

export const it = service(import.meta, 'probe-port', {
  title: 'Probe port',
  summary: 'a probe of a port that there is not',
  ports: { http: http(8080) },
  workload,
  probes: { ready: { port: 'metrics', path: '/' } },
  // column 22: Type '"metrics"' is not assignable to type '"http"'
})
