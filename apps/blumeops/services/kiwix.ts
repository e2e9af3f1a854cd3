import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** facts K5, K13, K16 */
export const kiwix = service(import.meta, 'kiwix', {
  title: 'Kiwix',
  summary: 'offline Wikipedia and other archives',
  ports: { http: http(80) },
  workload: externalApplications({
    at: minikube,
    namespace: 'kiwix',
    applications: [
      application('kiwix', {
        ignoreDifferences: [
          { group: 'apps', kind: 'Deployment', jsonPointers: ['/metadata/annotations/kiwix.blumeops~1zim-hash'] },
        ],
      }),
    ],
  }),
  probes: { health: { port: 'http', path: '/' } },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})
