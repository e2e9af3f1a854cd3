import type { Case } from '../../case.ts'

function operator(revision: string): string {
  return `import { service } from '@homelab/estate'
import { application, chart } from '@homelab/kubernetes'
import { kind } from '../places.ts'

export const postgresOperator = service(import.meta, 'postgres-operator', {
  title: 'CloudNativePG',
  summary: 'runs PostgreSQL in the cluster',
  ports: {},
  workload: chart({
    at: kind,
    namespace: 'cnpg-system',
    application: application('postgres-operator', { syncOptions: ['CreateNamespace=true'] }),
    repository: 'https://git.example.com/charts.git',
    revision: '${revision}',
    path: 'charts/cloudnative-pg',
    releaseName: 'cloudnative-pg',
    defines: ['postgresql.cnpg.io'],
    values: {},
  }),
})
`
}

/** The operator that runs all databases; which objects change in the cluster, no rendered file tells. */
export default {
  before: { 'services/postgres-operator.ts': operator('cloudnative-pg-v1.27.0') },
  edits: { 'services/postgres-operator.ts': operator('cloudnative-pg-v2.0.0') },
  says: ['restarts kubernetes Application argocd/postgres-operator changed spec.sources*v1.27.0 → *v2.0.0'],
  why: { '* Application argocd/postgres-operator *': /major version.*1.*2/ },
  only: true,
  silent: ['destroys *', 'recreates *', 'opens *', 'stops *'],
  causes: ['apps/cottage/services/postgres-operator.ts'],
} satisfies Case
