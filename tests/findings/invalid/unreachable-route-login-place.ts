import { asLoginByHand, external, http, type Needs, oidcLogin, service } from '@homelab/estate'
import { login } from '../logins.ts'
import { box, type Expected, fixture, secrets, store } from '../parts.ts'

/** Its machine is no part of the tailnet, where alone the provider has its name. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(8080) },
  workload: external(box),
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: ['ops'], secret: secrets.app.password, as: asLoginByHand('/callback') }),
  ],
  routes: { ops: { port: 'http' } },
})
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries private names',
  ports: { https: http(443) },
  workload: external(box),
  serves: 'ops',
})

export default fixture(import.meta, { services: [store, login, proxy, web] })
export const expected: Expected = ['unreachable-route web needs.login']
