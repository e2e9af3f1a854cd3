import { difference, service } from '@homelab/estate'
import { application } from '@homelab/kubernetes'
import { externalSecretsIn } from '@homelab/services'
import { repository } from '../forge.ts'
import { minikube } from '../hosts.ts'

const fork = repository('external-secrets')
const revision = 'helm-chart-1.3.1'

/** The operator and its CRDs; its store is `secret-store`. facts K2, K3, K19 */
export const externalSecrets = service(import.meta, 'external-secrets', {
  ...externalSecretsIn(minikube, {
    repository: fork,
    revision,
    chart: {
      application: application('external-secrets', { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] }),
      crds: application('external-secrets-crds', {
        namespace: 'none',
        repository: fork,
        targetRevision: revision,
        path: 'config/crds/bases',
        directory: { exclude: 'kustomization.yaml' },
        syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
      }),
    },
  }),
  differences: [
    difference('metrics of External Secrets', {
      today: 'no Service for them',
      now: 'the chart makes one, and Prometheus scrapes whether every ExternalSecret is ready',
      why: 'a secret that is no longer brought is noticed when a pod starts next',
      facts: 'K10, K19',
    }),
    difference('the version of ExternalSecret objects', {
      today: 'external-secrets.io/v1 everywhere; an example in a README uses v1beta1',
      now: 'kept: v1 everywhere',
      why: 'the deployed value wins; v1beta1 is gone from the operator',
      facts: 'K6',
      settles: 'kubernetes.md: ExternalSecret API version',
    }),
  ],
})
