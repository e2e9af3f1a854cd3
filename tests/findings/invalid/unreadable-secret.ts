import { database, image, type Needs, notBackedUp, service, tcp } from '@homelab/estate'
import { asDatabaseUrl, postgresCluster } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod, secrets, store } from '../parts.ts'

const pg = service(import.meta, 'pg', {
  title: 'PostgreSQL',
  summary: 'a server',
  ports: { sql: tcp(5432) },
  workload: postgresCluster({
    at: kind,
    defines: ['postgresql.cnpg.io'],
    namespace: 'apps',
    instances: 1,
    image: image('example.org/postgresql', '18.1'),
    storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('dumped one by one') },
    resources: {},
    parameters: {},
    accessRules: [],
  }),
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'wants the URL of a database that no bootstrap made',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    // here
    database(pg, 'web', {
      role: { password: secrets.app.password },
      backup: notBackedUp('a fixture'),
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'web-db', key: 'url' }),
    }),
  ],
})

export default fixture(import.meta, { services: [store, pg, web] })
export const expected: Expected = ['unreadable-secret web needs.web']
