import { external, http, service } from '@homelab/estate'
import { sifaka } from '../hosts.ts'

/** A container on the NAS. facts N7, K10 */
export const nodeExporterSifaka = service(import.meta, 'node-exporter-sifaka', {
  title: 'Node exporter of the NAS',
  summary: 'metrics of the NAS',
  ports: { http: http(9100) },
  workload: external(sifaka),
  metrics: { port: 'http', exporter: 'node-linux' },
})
