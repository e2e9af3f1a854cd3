import { adopt, after, difference, http, image, type Needs, notBackedUp, role, service, tcp } from '@homelab/estate'
import { application, postgresCluster } from '@homelab/kubernetes'
import { dashboard, dashboardDifferences, postgresqlDashboard } from '@homelab/observability'
import { minikube } from '../hosts.ts'
import { secrets } from '../vault.ts'
import { cloudnativePg } from './cloudnative-pg.ts'
import { secretStore } from './secret-store.ts'

/** facts K15. Databases and further roles are declared by the services that need them. */
export const blumeopsPg = service(import.meta, 'blumeops-pg', {
  title: 'PostgreSQL',
  summary: 'PostgreSQL server of the cluster, run by CloudNativePG',
  ports: { sql: tcp(5432), metrics: http(9187) },
  workload: postgresCluster({
    at: minikube,
    namespace: 'databases',
    application: application('blumeops-pg'),
    instances: 1,
    image: image('ghcr.io/cloudnative-pg/postgresql', '18'),
    storage: {
      size: '10Gi',
      storageClass: 'standard',
      holds: 'all databases of the cluster',
      backup: notBackedUp('each database is dumped by itself'),
    },
    resources: { requests: { memory: '256Mi', cpu: '100m' }, limits: { memory: '1Gi', cpu: '500m' } },
    parameters: { max_connections: '50', shared_buffers: '128MB', password_encryption: 'scram-sha-256' },
    accessRules: ['host all all 0.0.0.0/0 scram-sha-256', 'host all all ::/0 scram-sha-256'],
    metricsThrough: 'tailnet',
  }),
  metrics: { port: 'metrics', job: 'cnpg-postgres', labels: { instance: 'blumeops-pg' }, exporter: 'cnpg' },
  routes: {
    tailnet: [
      { port: 'sql', host: 'pg' },
      { port: 'metrics', host: 'cnpg-metrics', listen: 9187 },
    ],
    ops: { port: 'sql', host: 'pg' },
  },
  dashboards: [dashboard(postgresqlDashboard)],
  needs: (): Needs => [
    after(cloudnativePg, 'its operator makes the cluster'),
    after(secretStore, 'the passwords of its roles come from there'),
    role(blumeopsPg, 'eblume', {
      password: secrets.postgres.password,
      superuser: true,
      createdb: true,
      createrole: true,
      reason: 'the administrator',
    }),
  ],
  // What ran in February and cannot be changed in place (facts K15, K23).
  adopts: [
    adopt('Cluster', 'blumeops-pg', {
      'spec.storage': { size: '10Gi', storageClass: 'standard' },
      'spec.bootstrap.initdb': { database: 'miniflux', owner: 'miniflux' },
    }),
  ],
  differences: [
    ...dashboardDifferences(postgresqlDashboard),
    difference('label of the Secrets that hold the passwords of roles', {
      today: 'none',
      now: '`cnpg.io/reload: "true"`',
      why: 'the operator watches only Secrets that carry it: without, a new password of the vault does not reach the database',
      facts: 'K15',
      adoption: 'nothing restarts; the operator sets each password once more to what it is',
      changes: [{ kind: 'ExternalSecret', fields: ['spec.target.template.metadata.labels["cnpg.io/reload"]'] }],
    }),
  ],
  accepts: [
    {
      code: 'unpinned-image',
      path: 'ghcr.io/cloudnative-pg/postgresql',
      reason: 'runs as 18 today; pinning a minor version restarts the server and is a change of its own',
    },
  ],
})
