import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables, login } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, client: 'Web', as: asVariables }),
  ],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['invalid-name web needs.login.client']
