import { service } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { k3s } from '../places.ts'

/** Its namespace and account, which OpenBao lets in. */
export const operator = { namespace: 'external-secrets', account: 'external-secrets' }

export const externalSecrets = service(import.meta, 'external-secrets', {
  title: 'External Secrets',
  summary: 'brings secrets from OpenBao into the cluster',
  ports: {},
  workload: chart({
    at: k3s,
    namespace: operator.namespace,
    repository: 'https://github.com/external-secrets/external-secrets.git',
    revision: 'helm-chart-1.3.1',
    path: 'deploy/charts/external-secrets',
    releaseName: 'external-secrets',
    defines: ['external-secrets.io'],
    // https://github.com/external-secrets/external-secrets/tree/main/deploy/charts/external-secrets#values
    values: { installCRDs: true, serviceAccount: { name: operator.account } },
  }),
})
