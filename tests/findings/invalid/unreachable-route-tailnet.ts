import { type Cluster, endpoint, external, http, type Needs, type Routes, service } from '@homelab/estate'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

const { tailnet: _, ...alone } = kind
/** Neither it nor its host is part of the tailnet: no operator makes an endpoint. */
const lone: Cluster = { ...alone, name: 'lone', context: 'lone', source: { ...kind.source, folder: 'lone' } }
const ports = { http: http(8080) }
const routes: Routes<'http'> = { tailnet: { port: 'http' } }
const summary = 'is to be in the tailnet'

// here
const inside = service(import.meta, 'inside', {
  title: 'Inside',
  summary,
  ports,
  routes,
  workload: pod({ at: lone }),
})
// here
const program = service(import.meta, 'program', { title: 'Program', summary, ports, routes, workload: external(box) })
const web = service(import.meta, 'web', { title: 'Web', summary, ports, routes, workload: pod() })
/** Its machine is not in the tailnet, which is the only way in. */
const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'reads the web',
  ports: {},
  workload: external(box),
  // here
  needs: (): Needs => [endpoint(web, 'http', 'reads pages')],
})

export default fixture(import.meta, { clusters: [kind, lone], services: [inside, program, web, reader] })
export const expected: Expected = [
  'unreachable-route inside routes.tailnet',
  'unreachable-route program routes.tailnet',
  'unreachable-route reader needs',
]
