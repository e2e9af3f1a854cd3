import { domain, http, service } from '@homelab/estate'
import { box, domains, type Expected, fixture, pod } from '../parts.ts'
import { edge, publicProxy } from '../public.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: {
    tailnet: { port: 'http' },
    public: [
      { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
      { port: 'http', mode: 'static', host: 'again' },
      { port: 'http', mode: 'static', host: 'then', exposed: { since: '2026-02-30', why: 'it is for everybody' } },
      { port: 'http', mode: 'static', host: 'blank', exposed: { since: '2026-02-08', why: ' ' } },
    ],
  },
})

/** One of several, a day that the calendar does not have, and a reason that is none. */
export default fixture(import.meta, {
  hosts: [box, edge],
  services: [publicProxy(import.meta), web],
  domains: { ...domains, public: domain('public', 'example.net') },
})
export const expected: Expected = [
  'unstated-exposure web routes.public[1]',
  'unstated-exposure web routes.public[2].exposed.since',
  'unstated-exposure web routes.public[3].exposed.why',
]
