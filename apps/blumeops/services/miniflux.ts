import { adopt, after, database, difference, dumped, http, image, type Needs, ownUrl, service } from '@homelab/estate'
import { asDatabaseUrl, confined, deployment, emptyDir, hardened, reachesInternet } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'
import { askedAt } from '../parts/probes.ts'
import { ownImage } from '../registries.ts'
import { blumeopsPg } from './blumeops-pg.ts'
import { externalSecrets } from './external-secrets.ts'

/** facts K14; its tile and Ingress K5 */
export const miniflux = service(import.meta, 'miniflux', {
  title: 'Miniflux',
  summary: 'RSS reader',
  ports: { http: http(8080) },
  workload: deployment({
    at: minikube,
    namespace: 'miniflux',
    container: {
      image: image(ownImage('miniflux'), 'v1.0.0'),
      env: {
        RUN_MIGRATIONS: '1',
        BASE_URL: ownUrl('tailnet', '/'),
        POLLING_FREQUENCY: '60',
        BATCH_SIZE: '100',
        POLLING_SCHEDULER: 'entry_frequency',
        CLEANUP_ARCHIVE_UNREAD_DAYS: '180',
        CLEANUP_ARCHIVE_READ_DAYS: '60',
      },
      mounts: { tmp: '/tmp' },
      resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi', cpu: '200m' } },
      security: hardened({ user: 65534 }),
    },
    unnamedPorts: true,
    volumes: [emptyDir('tmp')],
    reaches: [reachesInternet('fetches feeds')],
  }),
  probes: askedAt('/healthcheck'),
  routes: {
    tailnet: { port: 'http', host: 'feed' },
    ops: { port: 'http', host: 'feed', audience: 'members' },
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
    after(externalSecrets, 'copies the URL of its database'),
    database(blumeopsPg, 'miniflux', {
      bootstrap: {},
      backup: dumped,
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'miniflux-db', key: 'url', outlives: true }),
    }),
  ],
  // What ran in February and cannot be changed in place (facts K14).
  adopts: [adopt('Deployment', 'miniflux', { 'spec.selector': { matchLabels: { app: 'miniflux' } } })],
  differences: [
    difference('Miniflux’s container can do less', {
      today: 'no security context',
      now: 'user 65534, no capabilities, read-only root with /tmp apart, seccomp, no service account token',
      why: 'its image runs as that user and keeps everything in the database',
      facts: 'K14',
      changes: [confined('Deployment', { containers: ['miniflux'], scratch: { tmp: '/tmp' } })],
    }),
    difference('the Secret with the database’s URL', {
      today: 'miniflux-db is a copy made by hand of key uri of blumeops-pg-app',
      now: 'an ExternalSecret keeps the copy, with an account that may read that one Secret; the copy stays when the ExternalSecret goes',
      why: 'a new password reaches Miniflux by itself, and whoever goes back finds the Secret there',
      facts: 'K14, O2',
      changes: ['ExternalSecret', 'SecretStore', 'ServiceAccount', 'Role', 'RoleBinding'].map(kind => ({ kind })),
    }),
    difference('base URLs of Grafana and Miniflux', {
      today: 'names of the tailnet, while links elsewhere use ops.eblu.me',
      now: 'kept, derived from the tailnet route',
      why: 'changing them ends sessions and is a choice of the owner',
      facts: 'K7, K14',
      settles: 'kubernetes.md: Grafana root URL, Miniflux base URL',
    }),
  ],
})
