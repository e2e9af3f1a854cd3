import { database, type Needs, notBackedUp, service } from '@homelab/estate'
import { type Expected, fixture, pod, server } from '../parts.ts'

const pg = server()
/** Neither the server's bootstrap nor a role of its own makes the database. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  needs: (): Needs => [database(pg, 'web', { backup: notBackedUp('a fixture') })],
})

export default fixture(import.meta, { services: [pg, web] })
export const expected: Expected = ['unknown-database web needs']
