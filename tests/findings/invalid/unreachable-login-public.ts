import { domain, http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables, login } from '../logins.ts'
import { box, domains, type Expected, fixture, pod, secrets, store } from '../parts.ts'
import { edge, publicProxy } from '../public.ts'

/** The internet opens it, and is to log in where the tailnet alone comes. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  probes: { health: { port: 'http', path: '/health' } },
  routes: {
    tailnet: { port: 'http' },
    public: { port: 'http', mode: 'static', exposed: { since: '2026-01-01', why: 'the fixture says so' } },
  },
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: ['tailnet', 'public'], secret: secrets.app.password, as: asVariables }),
  ],
})

export default fixture(import.meta, {
  hosts: [box, edge],
  domains: { ...domains, public: domain('public', 'example.net') },
  services: [store, publicProxy(import.meta), login, web],
})
export const expected: Expected = ['unreachable-login web needs.login.back']
