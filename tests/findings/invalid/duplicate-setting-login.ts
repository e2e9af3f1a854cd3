import { http, image, type Needs, oidcLogin, service } from '@homelab/estate'
import { asVariables, login } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'says itself where people log in, as well',
  ports: { http: http(80) },
  // here
  workload: pod({ container: { image: image('example.org/app', '1.0.0'), env: { CLIENT: 'somebody' } } }),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, as: asVariables })],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['duplicate-setting web web.env.CLIENT']
