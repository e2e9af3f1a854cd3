import { database, http, type Needs, notBackedUp, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { repository } from '../forge.ts'
import { handwritten, minikube } from '../hosts.ts'
import { immichPg } from './immich-pg.ts'

const { repository: repoURL, revision: targetRevision } = minikube.source
/** From the root of the repository. */
const folder = `${handwritten}/manifests/immich`

/** Stays hand-written. facts K23, P2 */
export const immich = service(import.meta, 'immich', {
  title: 'Immich',
  summary: 'photo library',
  ports: { http: http(2283) },
  workload: externalApplications({
    at: minikube,
    namespace: 'immich',
    serviceName: 'immich-server',
    applications: [
      application('immich', {
        sources: [
          {
            repoURL: repository('immich-charts'),
            targetRevision: 'immich-0.10.3',
            path: 'charts/immich',
            helm: { releaseName: 'immich', valueFiles: [`$values/${folder}/values.yaml`] },
          },
          { repoURL, targetRevision, ref: 'values' },
        ],
      }),
      application('immich-storage', {
        path: folder,
        directory: { include: '{pv-nfs.yaml,pvc.yaml,ingress-tailscale.yaml}' },
      }),
    ],
  }),
  probes: { health: { port: 'http', path: '/', via: 'ops' } },
  routes: { tailnet: { port: 'http', host: 'photos' }, ops: { port: 'http', host: 'photos', audience: 'members' } },
  needs: (): Needs => [
    database(immichPg, 'immich', {
      bootstrap: {
        postInitSql: [
          'CREATE EXTENSION IF NOT EXISTS vector;',
          'CREATE EXTENSION IF NOT EXISTS vchord CASCADE;',
          'CREATE EXTENSION IF NOT EXISTS cube CASCADE;',
          'CREATE EXTENSION IF NOT EXISTS earthdistance CASCADE;',
        ],
      },
      backup: notBackedUp('not among the dumps of today (facts O1)'),
    }),
  ],
})
