import { service } from '@homelab/estate'
import { application, kustomization } from '@homelab/kubernetes'
import { home } from '../places.ts'

export const postgresOperator = service(import.meta, 'postgres-operator', {
  title: 'CloudNativePG',
  summary: 'runs PostgreSQL in the cluster',
  ports: {},
  workload: kustomization({
    at: home,
    namespace: 'cnpg-system',
    application: application('cloudnative-pg', { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] }),
    resources: ['https://raw.githubusercontent.com/cloudnative-pg/cloudnative-pg/v1.28.0/releases/cnpg-1.28.0.yaml'],
    configMapPatches: {},
    defines: ['postgresql.cnpg.io'],
  }),
})
