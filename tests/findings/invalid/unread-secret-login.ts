import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asLoginEnv } from '@homelab/kubernetes'
import { login } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

/** Its provider wants a secret of it, and it sends none. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [
    oidcLogin(login, {
      back: ['tailnet'],
      // here
      secret: secrets.app.password,
      as: asLoginEnv({ path: '/callback', variables: { ISSUER: 'issuer' } }),
    }),
  ],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['unread-secret web needs.login.secret']
