import { external, http, image, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

const text = { title: 'Web', summary: 'answers elsewhere' }
const navidrome = { image: image('deluan/navidrome', '0.54.5') }

/** By its image, and by the path that it answers. */
// here
const songs = service(import.meta, 'songs', {
  ...text,
  // here
  ports: { http: http(4534) },
  workload: pod({ container: navidrome }),
  probes: { ready: { port: 'http', path: '/piog' } },
})

/** Right: the Service in front of it has another number, and a variable says a third. */
const front = service(import.meta, 'front', {
  ...text,
  ports: { http: http(80, { target: 4533 }), other: http(4600) },
  workload: pod({ container: { ...navidrome, env: { ND_PORT: '4600' } } }),
  probes: { ready: { port: 'http', path: '/ping' } },
})

/** By its name, where nobody knows what it runs. */
const transmission = service(import.meta, 'transmission', {
  ...text,
  // here
  ports: { http: http(9092) },
  workload: external(box),
})

export default fixture(import.meta, { services: [songs, front, transmission] })
export const expected: Expected = [
  'unanswered-address songs ports.http',
  'unanswered-address songs probes.ready',
  'unanswered-address transmission ports.http',
]
