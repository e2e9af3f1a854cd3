import { http } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const app = composed(
  import.meta,
  'app',
  { app: right({ publishes: { http: 80 } }) },
  { ports: { http: http(3000), metrics: http(3001) } },
)

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['unanswered-address app ports.metrics']
