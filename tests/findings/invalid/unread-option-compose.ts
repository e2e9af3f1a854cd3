import { http } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** The service says nothing that either program could ask. */
// here
const app = composed(
  import.meta,
  'app',
  { app: right({ publishes: { http: 80 }, health: 'curl' }), database: right({ health: 'wget' }) },
  { ports: { http: http(3000) } },
)

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['unread-option app app.health', 'unread-option app database.health']
