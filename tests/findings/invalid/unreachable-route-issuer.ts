import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables, issuer } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

/** Its issuer is the address of a way in that it does not have. */
// here
const login = service(import.meta, 'login', {
  title: 'Login',
  summary: 'lets people log in',
  ports: { http: http(5556) },
  workload: pod({ objectName: 'login' }),
  issuer,
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, as: asVariables })],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['unreachable-route login issuer']
