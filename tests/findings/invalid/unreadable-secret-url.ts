import { database, type Needs, notBackedUp, service } from '@homelab/estate'
import { asDatabaseUrl } from '@homelab/kubernetes'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()

/** The operator gives the owner the password of the vault, and its Secret keeps the one with which it began. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    // here
    database(pg, 'web', {
      bootstrap: {},
      role: { password: secrets.app.password },
      backup: notBackedUp('a fixture'),
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'web-db', key: 'url' }),
    }),
  ],
})

export default fixture(import.meta, { services: [store, pg, web] })
export const expected: Expected = ['unreadable-secret web needs.web']
