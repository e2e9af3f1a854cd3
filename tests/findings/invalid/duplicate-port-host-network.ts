import { external, http, service, tcp } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { box, type Expected, fixture, pod } from '../parts.ts'

const text = { summary: 'listens where another does' }
const labels = { app: 'written' }

const one = service(import.meta, 'one', {
  ...text,
  title: 'One',
  ports: { one: tcp(9100), other: tcp(9200) },
  workload: external(box),
})
/** Its pods share the network of their node. */
const two = service(import.meta, 'two', {
  ...text,
  title: 'Two',
  ports: { http: http(80, { target: 9100 }) },
  // here
  workload: pod({ pod: { hostNetwork: true } }),
})
/** It asks for one of the node's ports. */
const written = service(import.meta, 'written', {
  ...text,
  title: 'Written',
  ports: {},
  // here
  workload: pod({
    objects: [
      object('Deployment', {
        metadata: { name: 'raw' },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                { name: 'app', image: 'example.org/app:1.0.0', ports: [{ containerPort: 80, hostPort: 9200 }] },
              ],
            },
          },
        },
      }),
    ],
  }),
})
/** Nobody else has its port; another transport is another port. */
const right = service(import.meta, 'right', {
  ...text,
  title: 'Right',
  ports: { http: http(9300), udp: { protocol: 'udp', port: 9100 } },
  workload: pod({ pod: { hostNetwork: true } }),
})

export default fixture(import.meta, { services: [one, two, written, right] })
export const expected: Expected = ['duplicate-port two workload', 'duplicate-port written workload']
