import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables, loginFor, privateProxy } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const login = loginFor('admins')
/** Those who run the estate can log in; all others see a page that never opens. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80, { nodePort: 30080 }) },
  workload: pod({ serviceType: 'NodePort' }),
  routes: {
    ops: [
      { port: 'http', audience: 'members' },
      { port: 'http', host: 'operations', audience: 'admins' },
    ],
  },
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: ['ops'], secret: secrets.app.password, as: asVariables }),
  ],
})

export default fixture(import.meta, { services: [store, privateProxy, login, web] })
export const expected: Expected = ['unreachable-login web needs.login.back']
