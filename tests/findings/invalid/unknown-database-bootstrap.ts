import { database, type Needs, notBackedUp, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod, server } from '../parts.ts'

const pg = server()

/** The bootstrap of a server makes one database. */
function user(name: string): Service {
  // here
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: pod(),
    needs: (): Needs => [database(pg, name, { bootstrap: {}, backup: notBackedUp('a fixture') })],
  })
}

export default fixture(import.meta, { services: [pg, user('one'), user('two')] })
export const expected: Expected = ['unknown-database two needs']
