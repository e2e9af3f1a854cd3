import { service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

const fork = 'ssh://forgejo@forge.ops.eblu.me:2222/eblume/external-secrets.git'
const revision = 'helm-chart-1.3.1'

/** facts K2, K3, K19 */
export const externalSecrets = service(import.meta, 'external-secrets', {
  title: 'External Secrets',
  summary: 'brings secrets from the vault into the cluster',
  ports: {},
  workload: externalApplications({
    at: minikube,
    namespace: 'external-secrets',
    applications: [
      application('external-secrets-crds', {
        namespace: 'none',
        repository: fork,
        targetRevision: revision,
        path: 'config/crds/bases',
        directory: { exclude: 'kustomization.yaml' },
        syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
      }),
      application('external-secrets', {
        sources: [
          {
            repoURL: fork,
            targetRevision: revision,
            path: 'deploy/charts/external-secrets',
            helm: {
              releaseName: 'external-secrets',
              valueFiles: ['$values/argocd/manifests/external-secrets/values.yaml'],
            },
          },
          { repoURL: minikube.gitops.repository, targetRevision: minikube.gitops.revision, ref: 'values' },
        ],
        syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
      }),
      application('external-secrets-config', { path: 'argocd/manifests/external-secrets' }),
    ],
  }),
})
