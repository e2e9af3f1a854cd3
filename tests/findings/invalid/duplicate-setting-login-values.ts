import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { asLoginValues, chart } from '@homelab/kubernetes'
import { login } from '../logins.ts'
import { type Expected, fixture, kind, secrets, store } from '../parts.ts'

/** The issuer is said among the values themselves, and the client under no name. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'a chart',
  ports: { http: http(80) },
  workload: chart({
    at: kind,
    namespace: 'web',
    repository: 'https://git.example.org/charts.git',
    revision: 'v1.0.0',
    path: 'charts/web',
    releaseName: 'web',
    serviceName: 'web',
    values: { oidc: { issuer: 'https://elsewhere.example.org' } },
  }),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [
    // here
    oidcLogin(login, {
      back: ['tailnet'],
      secret: secrets.app.password,
      as: asLoginValues({
        path: '/callback',
        values: { 'oidc.issuer': 'issuer', 'oidc.': 'client' },
        secret: { secret: 'web-login', secretIn: 'oidc.existingSecret' },
      }),
    }),
  ],
})

export default fixture(import.meta, { services: [store, login, web] })
export const expected: Expected = ['duplicate-setting web needs.login', 'invalid-name web needs.login']
