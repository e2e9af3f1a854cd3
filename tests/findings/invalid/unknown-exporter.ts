import { external, http, service, textfile } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

// here
const workload = { ...external(box), writes: textfile('/var/web.prom', { exporter: 'wbe', everySeconds: 60 }) }

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'gives metrics that nobody knows, and leaves more in a file that nobody reads',
  ports: { http: http(8080) },
  workload,
  metrics: { port: 'http', exporter: 'wbe' },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'invalid-path web textfile /var/web.prom',
  'unknown-exporter web metrics',
  'unknown-exporter web textfile /var/web.prom',
]
