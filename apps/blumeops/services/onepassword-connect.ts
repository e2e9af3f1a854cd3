import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** facts K3, K20 */
export const onepasswordConnect = service(import.meta, 'onepassword-connect', {
  title: '1Password Connect',
  summary: 'serves the vault to External Secrets',
  ports: { http: http(8080) },
  workload: externalApplications({
    at: minikube,
    namespace: '1password',
    applications: [
      application('1password-connect', {
        sources: [
          {
            repoURL: 'ssh://forgejo@forge.ops.eblu.me:2222/eblume/connect-helm-charts.git',
            targetRevision: 'connect-2.2.1',
            path: 'charts/connect',
            helm: {
              releaseName: 'onepassword-connect',
              valueFiles: ['$values/argocd/manifests/1password-connect/values.yaml'],
            },
          },
          { repoURL: minikube.gitops.repository, targetRevision: minikube.gitops.revision, ref: 'values' },
        ],
      }),
    ],
  }),
})
