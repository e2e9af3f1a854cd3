import { domain, http, service } from '@homelab/estate'
import { box, domains, type Expected, fixture, pod } from '../parts.ts'
import { edge, publicProxy } from '../public.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' }, public: { port: 'http', mode: 'static' } },
})

/** Nobody says that the internet is meant to reach it. */
export default fixture(import.meta, {
  hosts: [box, edge],
  services: [publicProxy(import.meta), web],
  domains: { ...domains, public: domain('public', 'example.net') },
})
export const expected: Expected = ['unstated-exposure web routes.public']
