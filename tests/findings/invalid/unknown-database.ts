import { database, external, type Needs, notBackedUp, service, tcp } from '@homelab/estate'
import { box, type Expected, fixture, pod, secrets } from '../parts.ts'

/** A server that the estate does not list. */
const gone = service(import.meta, 'gone', {
  title: 'Gone',
  summary: 'gone',
  ports: { sql: tcp(5432) },
  workload: external(box),
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    // here
    database(gone, 'web', { role: { password: secrets.app.password }, backup: notBackedUp('a fixture') }),
  ],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-database web needs']
