import { image, notBackedUp, service } from '@homelab/estate'
import { claim, claimTemplate, statefulSet } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const container = { image: image('example.org/app', '1.0.0'), mounts: { data: '/data' } }
const text = { title: 'Web', summary: 'two of it write one claim', ports: {} }
const data = { size: '1Gi', holds: 'a database', backup: notBackedUp('a fixture') }

/** To stop both before two new ones start helps nobody: the two run side by side. */
const two = service(import.meta, 'two', {
  ...text,
  // here
  workload: pod({ replicas: 2, strategy: 'Recreate', container, volumes: [claim('data', 'two', data)] }),
})
/** A claim is one for all pods, also of a StatefulSet. */
const stateful = service(import.meta, 'stateful', {
  ...text,
  workload: statefulSet({
    ...{ at: kind, namespace: 'apps', replicas: 2, container },
    // here
    volumes: [claim('data', 'stateful', data)],
  }),
})
/** Each of these has its own. */
const right = service(import.meta, 'right', {
  ...text,
  workload: statefulSet({
    ...{ at: kind, namespace: 'apps', replicas: 2, container },
    volumes: [claimTemplate('data', data)],
  }),
})

export default fixture(import.meta, { services: [two, stateful, right] })
export const expected: Expected = [
  'contested-volume stateful StatefulSet stateful.volumes.data',
  'contested-volume two Deployment two.volumes.data',
]
