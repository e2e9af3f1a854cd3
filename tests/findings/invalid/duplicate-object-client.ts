import { http, type Needs, oidcLogin, type Service, service } from '@homelab/estate'
import { asLoginEnv } from '@homelab/kubernetes'
import { login } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

function program(name: string): Service {
  const secret = { variable: 'SECRET', secret: `${name}-login` }
  const as = asLoginEnv({ path: '/callback', variables: {}, secret })
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { http: http(80) },
    workload: pod({ objectName: name }),
    routes: { tailnet: { port: 'http' } },
    needs: (): Needs => [
      // here
      oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, client: 'shared', as }),
    ],
  })
}

export default fixture(import.meta, { services: [store, login, program('one'), program('two')] })
export const expected: Expected = ['duplicate-object two needs.login.client']
