import { external, http, https, type Issuer, type OpsRoute, type Service, service } from '@homelab/estate'
import { present } from '@homelab/formats/present'
import { asLoginEnv } from '@homelab/kubernetes'
import { box, pod } from './parts.ts'

export const issuer: Issuer = {
  route: 'tailnet',
  endpoints: { authorization: '/auth', token: '/token', userInfo: '/userinfo' },
}

const text = { title: 'Login', summary: 'lets people log in', ports: { http: http(5556, { nodePort: 30556 }) } }
const workload = pod({ objectName: 'login', serviceType: 'NodePort', clients: { secret: 'login-clients' } })

/** A provider that is right in every way. */
export const login = service(import.meta, 'login', { ...text, workload, routes: { tailnet: { port: 'http' } }, issuer })

/** The same for an audience of the private proxy. */
export function loginFor(audience: OpsRoute['audience']): Service {
  return service(import.meta, 'login', {
    ...text,
    workload,
    routes: { ops: { port: 'http', ...present({ audience }) } },
    issuer: { ...issuer, route: 'ops' },
  })
}

/** The private proxy, on the machine of the cluster. */
export const privateProxy = service(import.meta, 'private-proxy', {
  title: 'Private proxy',
  summary: 'carries private names',
  ports: { https: https(443) },
  workload: external(box),
  serves: 'ops',
})

/** What a program of the fixtures gets of a login. */
export const asVariables = asLoginEnv({
  path: '/callback',
  variables: { ISSUER: 'issuer', CLIENT: 'client', REDIRECT: 'redirect' },
  secret: { variable: 'SECRET', secret: 'web-login' },
})
