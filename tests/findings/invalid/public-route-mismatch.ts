import { domain, external, host, http, restrictedTo, service } from '@homelab/estate'
import { box, domains, type Expected, fixture, kind, pod } from '../parts.ts'

const edge = host('edge', {
  platform: 'managed',
  role: 'public proxy',
  tailnet: restrictedTo('tag:target', 'tag:edge'),
})
/** Stays hand-written: nobody here renders what it serves. */
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'public proxy',
  ports: { http: http(8080) },
  workload: external(edge),
  serves: 'public',
})
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod({ at: kind }),
  routes: {
    tailnet: { port: 'http' },
    public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
  },
})

export default fixture(import.meta, {
  hosts: [box, edge],
  domains: { ...domains, public: domain('public', 'example.org') },
  services: [proxy, web],
})
export const expected: Expected = ['public-route-mismatch web routes.public']
