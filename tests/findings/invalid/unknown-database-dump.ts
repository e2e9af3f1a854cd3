import { database, dumped, image, type Needs, notBackedUp, service, tcp } from '@homelab/estate'
import { postgresCluster } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod, secrets, store } from '../parts.ts'

const server = service(import.meta, 'server', {
  title: 'Server',
  summary: 'server',
  ports: { sql: tcp(5432) },
  workload: postgresCluster({
    at: kind,
    defines: ['postgresql.cnpg.io'],
    namespace: 'databases',
    instances: 1,
    image: image('example.org/postgres', '18.1'),
    storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('each by itself') },
    resources: {},
    parameters: {},
    accessRules: [],
  }),
})

/** Asks to be dumped, and nobody can log in to its server to do so. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  needs: (): Needs => [database(server, 'web', { role: { password: secrets.app.password }, backup: dumped })],
})

export default fixture(import.meta, { services: [store, server, web] })
export const expected: Expected = ['unknown-database web database web']
