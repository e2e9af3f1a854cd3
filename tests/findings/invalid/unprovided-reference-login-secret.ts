import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables, login } from '../logins.ts'
import { type Expected, fixture, pod, store } from '../parts.ts'

/** It is to send a secret, and has none. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: ['tailnet'], public: true, as: asVariables }),
  ],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['unprovided-reference web needs.login.public']
