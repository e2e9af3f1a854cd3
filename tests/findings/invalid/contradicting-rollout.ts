import { image, service } from '@homelab/estate'
import { daemonSet, object, objects, rolling } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const container = { image: image('example.org/app', '1.0.0') }
const text = { title: 'Web', summary: 'contradicts itself', ports: {} }
const labels = { app: 'raw' }
const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'example.org/app:1.0.0' }] } }

/** Nothing may come, and nothing may end. */
const neither = service(import.meta, 'neither', {
  ...text,
  // here
  workload: pod({ replicas: 2, strategy: rolling({ surge: '0%', unavailable: 0 }) }),
})
/** One may be away where nothing else is said. */
const both = service(import.meta, 'both', {
  ...text,
  // here
  workload: daemonSet({ at: kind, namespace: 'apps', container, strategy: rolling({ surge: 1 }) }),
})
/** No type refuses it to whoever writes the object out. */
const raw = service(import.meta, 'raw', {
  ...text,
  workload: objects({
    at: kind,
    namespace: 'raw',
    objects: [
      // here
      object('Deployment', {
        metadata: { name: 'raw' },
        spec: {
          strategy: { type: 'Recreate', rollingUpdate: {} },
          selector: { matchLabels: labels },
          template,
        },
      }),
    ],
  }),
})
/** These are right: one comes first; the old one ends first; a share that comes to nothing is none of the API's business. */
const right = [
  service(import.meta, 'first', { ...text, workload: pod({ strategy: rolling({ surge: 1, unavailable: 0 }) }) }),
  service(import.meta, 'after', { ...text, workload: pod({ strategy: rolling({ surge: 0, unavailable: '25%' }) }) }),
  service(import.meta, 'daemons', {
    ...text,
    workload: daemonSet({ at: kind, namespace: 'apps', container, strategy: rolling({ surge: 1, unavailable: 0 }) }),
  }),
]

export default fixture(import.meta, { services: [neither, both, raw, ...right] })
export const expected: Expected = [
  'contradicting-rollout both DaemonSet both.spec.updateStrategy',
  'contradicting-rollout neither Deployment neither.spec.strategy',
  'contradicting-rollout raw Deployment raw.spec.strategy',
]
