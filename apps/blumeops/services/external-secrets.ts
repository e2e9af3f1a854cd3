import { difference, http, service } from '@homelab/estate'
import { application, chart } from '@homelab/kubernetes'
import { repository } from '../forge.ts'
import { minikube } from '../hosts.ts'

const fork = repository('external-secrets')
const revision = 'helm-chart-1.3.1'
const small = { requests: { memory: '32Mi', cpu: '25m' }, limits: { memory: '128Mi', cpu: '100m' } }

/** The operator and its CRDs; its store is `secret-store`. facts K2, K3, K19 */
export const externalSecrets = service(import.meta, 'external-secrets', {
  title: 'External Secrets',
  summary: 'brings secrets from the vault into the cluster',
  ports: { metrics: http(8080) },
  workload: chart({
    at: minikube,
    namespace: 'external-secrets',
    application: application('external-secrets', { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] }),
    crds: application('external-secrets-crds', {
      namespace: 'none',
      repository: fork,
      targetRevision: revision,
      path: 'config/crds/bases',
      directory: { exclude: 'kustomization.yaml' },
      syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
    }),
    repository: fork,
    revision,
    path: 'deploy/charts/external-secrets',
    releaseName: 'external-secrets',
    defines: ['external-secrets.io', 'generators.external-secrets.io'],
    // What the chart calls the Service of its metrics.
    serviceName: 'external-secrets-metrics',
    // https://github.com/external-secrets/external-secrets/tree/main/deploy/charts/external-secrets#values
    values: {
      installCRDs: true,
      metrics: { service: { enabled: true } },
      resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi', cpu: '200m' } },
      webhook: { resources: small },
      certController: { resources: small },
    },
  }),
  metrics: { port: 'metrics', exporter: 'external-secrets' },
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
