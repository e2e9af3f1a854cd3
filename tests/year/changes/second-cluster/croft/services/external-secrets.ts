import { service } from '@homelab/estate'
import { alsoAt, application, chart } from '@homelab/kubernetes'
import { annex, home } from '../places.ts'

export const operator = { namespace: 'external-secrets', account: 'external-secrets' }

export const externalSecrets = service(import.meta, 'external-secrets', {
  title: 'External Secrets',
  summary: 'brings secrets from the vault into the cluster',
  ports: {},
  workload: chart({
    at: home,
    namespace: operator.namespace,
    application: application('external-secrets', { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] }),
    repository: 'https://github.com/external-secrets/external-secrets.git',
    revision: 'helm-chart-1.3.1',
    path: 'deploy/charts/external-secrets',
    releaseName: 'external-secrets',
    defines: ['external-secrets.io'],
    values: { installCRDs: true, serviceAccount: { name: operator.account } },
  }),
})

export const externalSecretsAnnex = alsoAt(annex, externalSecrets)
