import { domain, external, http, service } from '@homelab/estate'
import { proxy } from '../domains.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Of the attic or of the barn: neither is called `ops`. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(8080) },
  workload: external(box),
  routes: { ops: { port: 'http' } },
})

export default fixture(import.meta, {
  clusters: [],
  domains: { attic: domain('ops', 'attic.example.org'), barn: domain('ops', 'barn.example.org') },
  services: [web, proxy(box, 'attic', 'barn')],
})
export const expected: Expected = ['ambiguous-domain web routes.ops']
