import { domain, http, service } from '@homelab/estate'
import { box, domains, type Expected, fixture, kind, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod({ at: kind }),
  routes: {
    tailnet: { port: 'http' },
    public: {
      port: 'http',
      mode: 'dynamic',
      exposed: { since: '2026-02-08', why: 'it is for everybody' },
      loginPaths: ['/login', '/sign%20in', '/a$b'],
      refusedPaths: ['admin', '/x//y', '/x/../y', '/metrics?all', '/.well-known/x'],
    },
  },
})

export default fixture(import.meta, {
  hosts: [box],
  domains: { ...domains, public: domain('public', 'example.org') },
  services: [web],
})
export const expected: Expected = [
  'invalid-path web routes.public.loginPaths[1]',
  'invalid-path web routes.public.refusedPaths[0]',
  'invalid-path web routes.public.refusedPaths[1]',
  'invalid-path web routes.public.refusedPaths[2]',
  'invalid-path web routes.public.refusedPaths[3]',
  'unreachable-route web routes.public',
]
