import { host, image, notBackedUp, service } from '@homelab/estate'
import { claim } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

// here
const box = host('box', { platform: 'linux', role: 'the machine of the fixtures', memory: '16' })

/** Bytes where nobody means bytes, and whole processors where thousandths are meant. */
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: {},
  // here
  workload: pod({
    strategy: 'Recreate',
    container: {
      image: image('example.org/app', '1.0.0'),
      mounts: { data: '/data' },
      resources: { requests: { memory: '256', cpu: '250' }, limits: { memory: '512', cpu: '500Mi' } },
    },
    // here
    volumes: [claim('data', 'data', { size: '10', holds: 'notes', backup: notBackedUp('a fixture') })],
  }),
})

/** Each with what it is easily mistaken for. */
const right = service(import.meta, 'right', {
  title: 'Right',
  summary: 'right',
  ports: {},
  workload: pod({
    namespace: 'right',
    strategy: 'Recreate',
    container: {
      image: image('example.org/app', '1.0.0'),
      mounts: { data: '/data' },
      resources: { requests: { memory: '67108864', cpu: '250m' }, limits: { memory: '0.5Gi', cpu: '2' } },
    },
    volumes: [claim('data', 'data', { size: '10M', holds: 'notes', backup: notBackedUp('a fixture') })],
  }),
})

export default fixture(import.meta, { hosts: [box], clusters: [kind], services: [app, right] })
export const expected: Expected = [
  'invalid-quantity app app.resources.limits.cpu',
  'invalid-quantity app app.resources.limits.memory',
  'invalid-quantity app app.resources.requests.cpu',
  'invalid-quantity app app.resources.requests.memory',
  'invalid-quantity app volume data',
  'invalid-quantity box memory',
]
