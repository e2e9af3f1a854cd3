import { external, http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asLoginEnv } from '@homelab/kubernetes'
import { loginFor, privateProxy } from '../logins.ts'
import { box, type Expected, fixture, secrets, store } from '../parts.ts'

const login = loginFor(undefined)
// here
const as = asLoginEnv({ path: '/callback', variables: {}, secret: { variable: 'SECRET', secret: 'web-login' } })
/** What is written by hand takes nothing from here. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'is written by hand',
  ports: { http: http(8080) },
  workload: external(box),
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [oidcLogin(login, { back: ['ops'], secret: secrets.app.password, as })],
})

export default fixture(import.meta, { services: [store, privateProxy, login, web] })
export const expected: Expected = ['unused-use web needs.login.use']
