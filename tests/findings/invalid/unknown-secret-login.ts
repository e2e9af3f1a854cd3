import { http, type Needs, oidcLogin, type Secret, service } from '@homelab/estate'
import { asVariables, login } from '../logins.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

/** A field that the vault does not list: no type would let it through, but types are stripped at run time. */
// here
const lost = (secrets.app as unknown as Readonly<Record<string, Secret>>)['client-secret']

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [oidcLogin(login, { back: ['tailnet'], secret: lost ?? secrets.app.password, as: asVariables })],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['unknown-secret web needs.login.secret']
