import { http, image, service, tcpProbe, udp } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const exporter = { image: image('example.org/exporter', '1.0.0') }
const text = { title: 'Web', summary: 'has something beside it' }

const web = service(import.meta, 'web', {
  ...text,
  ports: { http: http(80), dns: udp(53) },
  // here
  workload: pod({
    sidecars: [
      // here
      { ...exporter, name: 'exporter', answers: ['metrix'], probes: { live: tcpProbe('metrix') } },
      { ...exporter, name: 'resolver', answers: ['dns'] },
    ],
  }),
  // UDP knows no connection.
  // here
  probes: { ready: tcpProbe('dns') },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'unknown-port web exporter.answers',
  'unknown-port web exporter.probes.live',
  'unknown-port web probes.ready',
]
