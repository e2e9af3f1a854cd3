import { asLoginFile, distributionPackage, hostService, packagedUnit } from '@homelab/ansible-gen'
import { host, http, type Needs, oidcLogin, service, tagged } from '@homelab/estate'
import { server as linux } from '../linux.ts'
import { login } from '../logins.ts'
import { box, type Expected, fixture, secrets, store } from '../parts.ts'

const server = host('server', { ...linux, tailnet: tagged('tag:server') })
// here
const as = asLoginFile({ path: '/callback', variables: { ISSUER: 'issuer' }, secret: 'SECRET' })

/** None of its files has what it is told. */
const notes = service(import.meta, 'notes', {
  title: 'Notes',
  summary: 'notes',
  ports: { http: http(3000) },
  workload: hostService({ at: server, packages: [distributionPackage('notes')], programs: [packagedUnit('notes')] }),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [oidcLogin(login, { back: ['tailnet'], secret: secrets.app.password, as })],
})

export default fixture(import.meta, { hosts: [box, server], services: [store, login, notes] })
export const expected: Expected = ['unused-use notes needs.login.use']
