import { endpoint, external, type Needs, service } from '@homelab/estate'
import { indri } from '../hosts.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

/** facts A15, O3 */
export const alloy = service(import.meta, 'alloy', {
  title: 'Alloy',
  summary: 'collects metrics and logs of the host',
  ports: {},
  workload: external(indri),
  collects: ['metrics', 'logs'],
  needs: (): Needs => [
    endpoint(loki, 'http', 'pushes the logs of the host'),
    endpoint(prometheus, 'http', 'pushes the metrics of the host'),
  ],
})
