import { domain, external, http, https, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(8080) },
  workload: external(box),
  routes: { ops: { port: 'http', domain: 'barn' } },
})

// here
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries private names',
  ports: { https: https(443) },
  workload: external(box),
  serves: 'ops',
})

export default fixture(import.meta, {
  clusters: [],
  domains: { attic: domain('ops', 'attic.example.org'), barn: domain('ops', 'barn.example.org') },
  services: [web, proxy],
})
export const expected: Expected = ['ambiguous-domain proxy serves']
