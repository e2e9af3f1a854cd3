import { database, dumped, http, image, type Needs, ownUrl, service } from '@homelab/estate'
import { asDatabaseUrl, deployment } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'
import { blumeopsPg } from './blumeops-pg.ts'

/** facts K14; its tile and Ingress K5 */
export const miniflux = service(import.meta, 'miniflux', {
  title: 'Miniflux',
  summary: 'RSS reader',
  ports: { http: http(8080) },
  workload: deployment({
    at: minikube,
    namespace: 'miniflux',
    container: {
      image: image('registry.ops.eblu.me/blumeops/miniflux', 'v1.0.0'),
      env: {
        RUN_MIGRATIONS: '1',
        BASE_URL: ownUrl('tailnet', '/'),
        POLLING_FREQUENCY: '60',
        BATCH_SIZE: '100',
        POLLING_SCHEDULER: 'entry_frequency',
        CLEANUP_ARCHIVE_UNREAD_DAYS: '180',
        CLEANUP_ARCHIVE_READ_DAYS: '60',
      },
      resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi', cpu: '200m' } },
    },
    unnamedPorts: true,
  }),
  probes: {
    live: { port: 'http', path: '/healthcheck', delaySeconds: 10, periodSeconds: 30 },
    ready: { port: 'http', path: '/healthcheck', delaySeconds: 5, periodSeconds: 10 },
  },
  routes: {
    tailnet: { port: 'http', host: 'feed' },
    ops: { port: 'http', host: 'feed' },
  },
  tile: {
    title: 'Miniflux',
    group: 'Apps',
    icon: 'miniflux.png',
    description: 'RSS reader',
    podSelector: 'app=miniflux',
    widget: { type: 'miniflux', fields: { key: '{{HOMEPAGE_VAR_MINIFLUX_API_KEY}}' } },
  },
  needs: (): Needs => [
    database(blumeopsPg, 'miniflux', {
      bootstrap: {},
      backup: dumped,
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'miniflux-db', key: 'url' }),
    }),
  ],
})
