import { external, host, service, tcp } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const server = host('server', { platform: 'linux', role: 'serves', listens: { ssh: tcp(22) } })
const git = service(import.meta, 'git', {
  title: 'Git',
  summary: 'its own SSH server cannot listen where that of the host does',
  // here
  ports: { ssh: tcp(22) },
  workload: external(server),
})

export default fixture(import.meta, { hosts: [box, server], services: [git] })
export const expected: Expected = ['duplicate-port git ports.ssh']
