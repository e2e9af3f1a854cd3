import { endpoint, external, http, image, type Needs, service, tcp } from '@homelab/estate'
import { asEnv, deployment, hardened } from '@homelab/kubernetes'
import { dashboard } from '@homelab/observability'
import { upsDashboard } from '../parts/ups/dashboard.ts'
import { hearth, home } from '../places.ts'

/** Network UPS Tools, set up by hand beside the battery. */
export const battery = service(import.meta, 'battery', {
  title: 'Battery',
  summary: 'knows how full the battery is',
  ports: { nut: tcp(3493) },
  workload: external(hearth),
})

export const ups = service(import.meta, 'ups', {
  title: 'Power',
  summary: 'measures the battery',
  ports: { http: http(9199) },
  workload: deployment({
    at: home,
    namespace: 'monitoring',
    container: {
      image: image('ghcr.io/druggeri/nut_exporter', '3.2.1'),
      resources: { requests: { memory: '16Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
      security: hardened({ user: 65534 }),
    },
  }),
  metrics: { port: 'http', path: '/ups_metrics', exporter: 'ups' },
  dashboards: [dashboard(upsDashboard)],
  needs: (): Needs => [endpoint(battery, 'nut', 'asks how full it is', asEnv({ NUT_EXPORTER_SERVER: 'host' }))],
})
