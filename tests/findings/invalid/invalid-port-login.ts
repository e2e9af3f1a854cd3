import { asLoginByHand, http, type Needs, oidcLogin, service } from '@homelab/estate'
import { login } from '../logins.ts'
import { type Expected, fixture, pod, store } from '../parts.ts'

/** No machine has such a port. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has a command line',
  ports: { http: http(80) },
  workload: pod(),
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: [{ localPort: 85_000 }], public: true, as: asLoginByHand('/callback') }),
  ],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['invalid-port web needs.login.back']
