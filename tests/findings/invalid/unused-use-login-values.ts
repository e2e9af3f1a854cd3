import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asLoginValues } from '@homelab/kubernetes'
import { login } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

// here
const as = asLoginValues({
  path: '/callback',
  values: { 'oidc.issuer': 'issuer' },
  secret: { secret: 'web-login', secretIn: 'oidc.existingSecret' },
})
/** Pods of one's own have no values. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(8080) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, as })],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['unread-secret web secrets.web-login', 'unused-use web needs.login.use']
