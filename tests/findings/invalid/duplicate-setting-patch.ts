import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { argoCdInstallation, asArgoCdLogin } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { login } from '../logins.ts'
import { type Expected, fixture, secrets, store } from '../parts.ts'

const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'says itself where it is, as well',
  ports: { http: http(80) },
  workload: argoCdInstallation({
    at: byArgoCd,
    version: 'v3.2.6',
    parameters: {},
    settings: { url: 'https://argocd.tail.example.org' },
    policy: [],
  }),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [
    // here
    oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, as: asArgoCdLogin() }),
  ],
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [store, login, argocd] })
export const expected: Expected = ['duplicate-setting argocd needs.login']
