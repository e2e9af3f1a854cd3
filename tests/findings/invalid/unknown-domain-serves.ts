import { external, https, service } from '@homelab/estate'
import { twoDomains } from '../domains.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries private names',
  ports: { https: https(443) },
  workload: external(box),
  serves: ['ops', 'lap'],
})

export default fixture(import.meta, { clusters: [], domains: twoDomains, services: [proxy] })
export const expected: Expected = ['unknown-domain proxy serves[1]']
