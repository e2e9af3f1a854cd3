import { external, https, service, tcp } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'proxy',
  ports: { https: https(443) },
  workload: external(box),
  serves: 'ops',
})
// here
const git = service(import.meta, 'git', {
  title: 'Git',
  summary: 'the proxy would have to listen where it listens already',
  ports: { ssh: tcp(2200) },
  workload: external(box),
  routes: { ops: { port: 'ssh', listen: 443 } },
})

export default fixture(import.meta, { services: [proxy, git] })
export const expected: Expected = ['duplicate-port git routes.ops']
