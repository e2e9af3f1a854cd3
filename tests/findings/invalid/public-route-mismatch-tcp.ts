import { domain, service, tcp } from '@homelab/estate'
import { box, domains, type Expected, fixture, pod } from '../parts.ts'
import { edge, publicProxy } from '../public.ts'

/** A database has no place on the internet, and the proxy no way to carry it. */
// here
const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'database',
  ports: { sql: tcp(5432) },
  workload: pod(),
  routes: {
    tailnet: { port: 'sql' },
    public: { port: 'sql', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
  },
})

export default fixture(import.meta, {
  hosts: [box, edge],
  domains: { ...domains, public: domain('public', 'example.org') },
  services: [publicProxy(import.meta), store],
})
export const expected: Expected = ['public-route-mismatch store routes.public']
