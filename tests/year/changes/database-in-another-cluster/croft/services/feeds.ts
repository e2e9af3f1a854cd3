import { after, database, dumped, http, image, type Needs, ownUrl, service } from '@homelab/estate'
import { asDatabaseUrl, deployment, hardened, reachesInternet } from '@homelab/kubernetes'
import { annex } from '../places.ts'
import { secrets } from '../vault.ts'
import { externalSecretsAnnex } from './external-secrets.ts'
import { postgres } from './postgres.ts'

export const feeds = service(import.meta, 'feeds', {
  title: 'Feeds',
  summary: 'reads what others write',
  ports: { http: http(8080) },
  workload: deployment({
    at: annex,
    namespace: 'feeds',
    container: {
      image: image('docker.io/miniflux/miniflux', '2.2.5'),
      env: { RUN_MIGRATIONS: '1', BASE_URL: ownUrl('ops', '/') },
      resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi' } },
      security: hardened({ user: 65534 }),
    },
    reaches: [reachesInternet('fetches feeds')],
  }),
  probes: { ready: { port: 'http', path: '/healthcheck' } },
  routes: { ops: { port: 'http' }, tailnet: { port: 'http' } },
  needs: (): Needs => [
    after(externalSecretsAnnex, 'writes the URL of its database'),
    database(postgres, 'feeds', {
      bootstrap: {},
      role: { password: secrets.feeds['db-password'] },
      backup: dumped,
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'feeds-db', key: 'url' }),
    }),
  ],
})
