import { http } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const twice = composed(
  import.meta,
  'twice',
  { first: right({ publishes: { http: 80 } }), second: right({ publishes: { http: 8080 } }) },
  { ports: { http: http(3000) } },
)
// here
const other = composed(import.meta, 'other', { app: right({ publishes: { web: 80 } }) }, { ports: { web: http(3000) } })

export default fixture(import.meta, { hosts: [box, docked], services: [twice, other] })
export const expected: Expected = ['duplicate-port other ports.web', 'duplicate-port twice second.publishes.http']
