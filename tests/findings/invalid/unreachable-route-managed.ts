import { hostService } from '@homelab/ansible-gen'
import { domain, endpoint, external, host, http, type Needs, service } from '@homelab/estate'
import { box, domains, type Expected, fixture, kind, pod } from '../parts.ts'
import { edge, publicProxy } from '../public.ts'

/** A managed machine, whose network is its platform's. */
const rented = host('rented', { platform: 'managed', role: 'a machine elsewhere' })
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'runs on a host of the local network, and is to be public',
  ports: { http: http(8080) },
  workload: hostService({ at: box }),
  routes: { public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } } },
})
const job = service(import.meta, 'job', {
  title: 'Job',
  summary: 'runs elsewhere and asks a host of the local network',
  ports: {},
  workload: external(rented),
  // here
  needs: (): Needs => [endpoint(web, 'http', 'asks it things')],
})
const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'scrapes and probes',
  ports: {},
  workload: pod({ at: kind }),
  collects: ['metrics', 'probes'],
})
// here
const api = service(import.meta, 'api', {
  title: 'API',
  summary: 'runs elsewhere and is to be scraped and probed from here',
  ports: { http: http(8080) },
  workload: external(rented),
  metrics: { port: 'http', exporter: 'prometheus' },
  probes: { health: { port: 'http', path: '/' } },
})

export default fixture(import.meta, {
  hosts: [box, edge, rented],
  domains: { ...domains, public: domain('public', 'example.org', 'example.org') },
  services: [publicProxy(import.meta), web, job, collector, api],
})
export const expected: Expected = [
  'unreachable-route api metrics',
  'unreachable-route api probes.health',
  'unreachable-route job needs',
  'unreachable-route web routes.public',
]
