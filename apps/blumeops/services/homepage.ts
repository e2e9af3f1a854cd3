import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { handwritten, minikube } from '../hosts.ts'

const { repository: repoURL, revision: targetRevision } = minikube.source
/** From the root of the repository. */
const folder = `${handwritten}/manifests/homepage`

/** Stays hand-written. facts K23, P2 */
export const homepage = service(import.meta, 'homepage', {
  title: 'Homepage',
  summary: 'start page',
  ports: { http: http(3000) },
  workload: externalApplications({
    at: minikube,
    namespace: 'homepage',
    applications: [
      application('homepage', {
        sources: [
          {
            repoURL: 'https://jameswynn.github.io/helm-charts',
            chart: 'homepage',
            targetRevision: '2.1.0',
            helm: { releaseName: 'homepage', valueFiles: [`$values/${folder}/values.yaml`] },
          },
          { repoURL, targetRevision, ref: 'values' },
          { repoURL, targetRevision, path: folder, directory: { exclude: 'values.yaml' } },
        ],
      }),
    ],
  }),
  probes: { health: { port: 'http', path: '/', via: 'ops' } },
  routes: { tailnet: { port: 'http', host: 'go' }, ops: { port: 'http', host: 'go', audience: 'members' } },
})
