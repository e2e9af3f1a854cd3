import { database, image, type Needs, notBackedUp, service } from '@homelab/estate'
import { asDatabaseEnv } from '@homelab/kubernetes'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has two names for its database',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/app', '1.0.0'), env: { DB_NAME: 'other' } } }),
  needs: (): Needs => [
    database(pg, 'web', {
      role: { password: secrets.app.password },
      backup: notBackedUp('a fixture'),
      use: asDatabaseEnv({ host: 'DB_HOST', name: 'DB_NAME', password: { variable: 'DB_PASS', secret: 'web-db' } }),
    }),
  ],
})

export default fixture(import.meta, { services: [store, pg, web] })
export const expected: Expected = ['duplicate-setting web web.env.DB_NAME']
