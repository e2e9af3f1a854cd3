import { dnsStack, domain, http, service } from '@homelab/estate'
import { box, domains, type Expected, fixture, pod, secrets } from '../parts.ts'
import { edge, publicProxy } from '../public.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: {
    tailnet: { port: 'http' },
    public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
  },
})

/** Its record follows from the route, and is stated besides. */
export default fixture(import.meta, {
  hosts: [box, edge],
  services: [publicProxy(import.meta), web],
  domains: { ...domains, public: domain('public', 'example.org') },
  // here
  dns: dnsStack(import.meta, {
    project: 'names',
    stack: 'example',
    summary: 'names',
    provider: { name: 'gandi', version: '2.3.2' },
    credentials: { TOKEN: secrets.app.password },
    zone: 'example.org',
    ttlSeconds: 300,
    addressVariable: 'ADDRESS',
    publicTarget: 'stand-in.example.net',
    records: [{ resource: 'web', name: 'web', type: 'CNAME', ttlSeconds: 300, values: ['stand-in.example.net.'] }],
  }),
})
export const expected: Expected = ['duplicate-hostname dns web']
