import { hostService } from '@homelab/ansible-gen'
import { accept, external, http, https, service } from '@homelab/estate'
import { box, domains, type Expected, fixture } from '../parts.ts'
import { wall, walled } from '../walled.ts'

const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries names',
  ports: { https: https(443) },
  workload: external(box),
  serves: 'ops',
})
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'is reached past its proxy',
  ports: { http: http(3000) },
  // here
  workload: hostService({ at: walled, reachedFrom: { http: 'lan' } }),
  routes: { ops: { port: 'http' } },
})
/** Known, with who can't do otherwise. */
const screen = service(import.meta, 'screen', {
  title: 'Screen',
  summary: 'is reached by televisions',
  ports: { http: http(3001) },
  workload: hostService({ at: walled, reachedFrom: { http: 'lan' } }),
  routes: { ops: { port: 'http' } },
  accepts: [accept('wide-port', 'televisions know no names', 'workload.reachedFrom.http')],
})
// here
const door = wall(import.meta, { ssh: ['lan', 'anybody'] })

export default fixture(import.meta, {
  hosts: [box, walled],
  domains,
  services: [app, screen, proxy, door],
})
export const expected: Expected = ['wide-port app workload.reachedFrom.http', 'wide-port wall workload.programs']
