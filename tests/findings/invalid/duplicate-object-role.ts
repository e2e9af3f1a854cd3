import { type Needs, role, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()

function user(name: string): Service {
  // here
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: pod(),
    needs: (): Needs => [role(pg, 'reader', { password: secrets.app.password })],
  })
}

export default fixture(import.meta, { services: [store, pg, user('one'), user('two')] })
export const expected: Expected = ['duplicate-object two needs']
