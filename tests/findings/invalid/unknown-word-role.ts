import { type Needs, role, service } from '@homelab/estate'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()
const { password } = secrets.app

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'reads a database',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    role(pg, 'people', { password }),
    // here
    role(pg, 'reader', { password, memberOf: ['people', 'pg_read_all_data', 'pg_read_al_data'] }),
  ],
})

export default fixture(import.meta, { services: [store, pg, web] })
export const expected: Expected = ['unknown-word web needs.reader.memberOf']
