import { database, type Needs, notBackedUp, service, vault } from '@homelab/estate'
import { asDatabaseUrl } from '@homelab/kubernetes'
import { standIn } from '../../support/stand-in-store.ts'
import { type Expected, fixture, pod, server } from '../parts.ts'

const { vault: paper, secrets } = vault('paper', {
  store: standIn({ lacks: 'pods' }),
  items: { app: { fields: ['password'] } },
})
// here
const pg = server()

/** The password in the URL is of a vault that External Secrets does not read: neither side of it gets it. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    database(pg, 'web', {
      bootstrap: {},
      role: { password: secrets.app.password },
      backup: notBackedUp('a fixture'),
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'web-db', key: 'url' }),
    }),
  ],
})

export default fixture(import.meta, { services: [pg, web], vaults: [paper] })
export const expected: Expected = ['unreadable-secret pg secrets.pg-web', 'unreadable-secret web secrets.web-db']
