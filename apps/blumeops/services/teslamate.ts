import { database, dumped, http, type Needs, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'
import { secrets } from '../vault.ts'
import { blumeopsPg } from './blumeops-pg.ts'

/** Stays hand-written. facts K23, A8, P2, O5 */
export const teslamate = service(import.meta, 'teslamate', {
  title: 'TeslaMate',
  summary: 'car-data logger',
  ports: { http: http(4000) },
  workload: externalApplications({
    at: minikube,
    namespace: 'teslamate',
    applications: [application('teslamate')],
    pods: { app: 'teslamate' },
  }),
  probes: { health: { port: 'http', path: '/', via: 'ops' } },
  routes: { tailnet: { port: 'http', host: 'tesla' }, ops: { port: 'http', host: 'tesla', audience: 'members' } },
  needs: (): Needs => [
    database(blumeopsPg, 'teslamate', {
      role: {
        password: secrets.TeslaMate.db_password,
        superuser: true,
        createdb: true,
        reason: 'its migrations create extensions',
      },
      backup: dumped,
    }),
  ],
})
