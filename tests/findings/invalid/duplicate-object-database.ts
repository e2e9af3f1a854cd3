import { database, image, type Needs, notBackedUp, type Service, service, tcp } from '@homelab/estate'
import { postgresCluster } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod, secrets } from '../parts.ts'

const pg = service(import.meta, 'pg', {
  title: 'PostgreSQL',
  summary: 'a server',
  ports: { sql: tcp(5432) },
  workload: postgresCluster({
    at: kind,
    namespace: 'apps',
    instances: 1,
    image: image('example.org/postgresql', '18.1'),
    storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('dumped one by one') },
    resources: {},
    parameters: {},
    accessRules: [],
  }),
})

function user(name: string, role: string): Service {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: pod(),
    needs: (): Needs => [
      database(pg, 'shared', {
        owner: role,
        role: { password: secrets.app.password },
        backup: notBackedUp('a fixture'),
      }),
    ],
  })
}

export default fixture(import.meta, { services: [pg, user('one', 'first'), user('two', 'second')] })
export const expected: Expected = ['duplicate-object two needs']
