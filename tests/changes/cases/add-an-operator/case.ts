import type { Case } from '../../case.ts'

/** What stayed hand-written is a chart, with its kinds of objects in a group of their own; and the server that it runs is newer. */
export default {
  edits: {
    'services/postgres-operator.ts': `import { service } from '@homelab/estate'
import { application, chart } from '@homelab/kubernetes'
import { kind } from '../places.ts'

const repository = 'https://git.example.com/charts.git'
const revision = 'cloudnative-pg-v1.27.0'

export const postgresOperator = service(import.meta, 'postgres-operator', {
  title: 'CloudNativePG',
  summary: 'runs PostgreSQL in the cluster',
  ports: {},
  workload: chart({
    at: kind,
    namespace: 'cnpg-system',
    application: application('postgres-operator', { syncOptions: ['CreateNamespace=true'] }),
    crds: application('postgres-operator-crds', { namespace: 'none', repository, targetRevision: revision, path: 'config/crd', syncOptions: ['ServerSideApply=true'] }),
    repository,
    revision,
    path: 'charts/cloudnative-pg',
    releaseName: 'cloudnative-pg',
    defines: ['postgresql.cnpg.io'],
    values: {},
  }),
})
`,
    'services/db.ts': [["'17.2'", "'17.3'"]],
  },
  says: [
    '- kubernetes Application argocd/postgres-operator added',
    '- kubernetes Application argocd/postgres-operator-crds added',
    'restarts kubernetes Cluster databases/db changed spec.imageName: *17.2 → *17.3',
  ],
  silent: ['destroys *', 'opens *', '* Deployment *'],
  causes: ['apps/cottage/services/postgres-operator.ts', 'apps/cottage/services/db.ts'],
} satisfies Case
