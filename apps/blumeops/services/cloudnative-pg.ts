import { service } from '@homelab/estate'
import { application, chart } from '@homelab/kubernetes'
import { repository } from '../forge.ts'
import { minikube } from '../hosts.ts'

/** facts K3, K15: chart defaults */
export const cloudnativePg = service(import.meta, 'cloudnative-pg', {
  title: 'CloudNativePG',
  summary: 'operator that runs PostgreSQL in the cluster',
  ports: {},
  workload: chart({
    at: minikube,
    namespace: 'cnpg-system',
    application: application('cloudnative-pg', { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] }),
    repository: repository('cloudnative-pg-charts'),
    revision: 'cloudnative-pg-v0.27.0',
    path: 'charts/cloudnative-pg',
    releaseName: 'cloudnative-pg',
    defines: ['postgresql.cnpg.io'],
    values: {},
  }),
})
