import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables, login } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

/** People are to come back by a name that it does not have. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: ['tailnet', 'ops'], secret: secrets.app.password, as: asVariables }),
  ],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['unreachable-route web needs.login.back']
