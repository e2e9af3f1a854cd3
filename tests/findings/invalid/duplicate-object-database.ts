import { database, type Needs, notBackedUp, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()

function user(name: string, role: string): Service {
  // here
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

export default fixture(import.meta, { services: [store, pg, user('one', 'first'), user('two', 'second')] })
export const expected: Expected = ['duplicate-object two needs']
