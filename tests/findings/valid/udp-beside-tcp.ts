import { external, service, tcp, udp } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** One number, two transports: no port is taken twice. */
const dns = service(import.meta, 'dns', {
  title: 'DNS',
  summary: 'answers by both',
  ports: { dns: udp(53), zones: tcp(53) },
  workload: external(box),
})
const game = service(import.meta, 'game', {
  title: 'Game',
  summary: 'is played by both',
  ports: { play: udp(7777, { nodePort: 30777 }), chat: tcp(7777, { nodePort: 30777 }) },
  workload: pod({ serviceType: 'NodePort' }),
})

export default fixture(import.meta, { services: [dns, game] })
export const expected: Expected = []
