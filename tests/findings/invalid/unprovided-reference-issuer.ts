import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const api = service(import.meta, 'api', {
  title: 'API',
  summary: 'lets nobody log in',
  ports: { http: http(80) },
  workload: pod({ objectName: 'api' }),
  routes: { tailnet: { port: 'http' } },
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  // here
  needs: (): Needs => [oidcLogin(api, { back: ['tailnet'], secret: secrets.app.password, as: asVariables })],
})

export default fixture(import.meta, { services: [store, api, web] })
export const expected: Expected = ['unprovided-reference web needs.api']
