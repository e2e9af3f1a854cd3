import { database, endpoint, http, type Needs, notBackedUp, service } from '@homelab/estate'
import { asDatabaseUrl, asEnv } from '@homelab/kubernetes'
import { type Expected, fixture, pod, server } from '../parts.ts'

const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })
const pg = server()
// here
const url = asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'web-db', key: 'url' })
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'uses a database as an endpoint, and an endpoint as a database',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    database(pg, 'web', {
      bootstrap: {},
      backup: notBackedUp('a fixture'),
      // here
      // @ts-expect-error It is of endpoints.
      use: asEnv({ DATABASE_HOST: 'host' }),
    }),
    // @ts-expect-error It is of databases.
    endpoint(api, 'http', 'asks it things', url),
  ],
})

export default fixture(import.meta, { services: [api, pg, web] })
export const expected: Expected = ['wrong-type web needs[0].use.uses', 'wrong-type web needs[1].use.uses']
