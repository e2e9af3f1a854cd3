import { image, notBackedUp, service } from '@homelab/estate'
import { type Claim, claim, claimTemplate, statefulSet } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const container = { image: image('example.org/app', '1.0.0'), mounts: { data: '/data' } }
const text = { title: 'Web', summary: 'keeps a database of one writer', ports: {} }

function data(name: string): Claim {
  // here
  return claim('data', name, { size: '1Gi', holds: 'a database', backup: notBackedUp('a fixture') })
}

/** The default of a Deployment is to roll. */
const byDefault = service(import.meta, 'by-default', {
  ...text,
  workload: pod({ container, volumes: [data('by-default')] }),
})
const rolling = service(import.meta, 'rolling', {
  ...text,
  workload: pod({ container, volumes: [data('rolling')], strategy: 'RollingUpdate' }),
})
/** Whoever names it by hand writes it, too. */
// here
const byHand = service(import.meta, 'by-hand', {
  ...text,
  // here
  workload: pod({ container, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'elsewhere' } }] } }),
})
/** These are right: the old pod ends first, the mount is read-only, each pod has its own. */
const right = [
  service(import.meta, 'recreated', {
    ...text,
    workload: pod({ container, volumes: [data('recreated')], strategy: 'Recreate' }),
  }),
  service(import.meta, 'reading', {
    ...text,
    workload: pod({
      container: { ...container, mounts: { data: { path: '/data', readOnly: true } } },
      volumes: [data('reading')],
    }),
  }),
  service(import.meta, 'stateful', {
    ...text,
    workload: statefulSet({
      at: kind,
      namespace: 'apps',
      container,
      volumes: [claimTemplate('data', { size: '1Gi', holds: 'a database', backup: notBackedUp('a fixture') })],
    }),
  }),
]

export default fixture(import.meta, { services: [byDefault, rolling, byHand, ...right] })
export const expected: Expected = [
  'contested-volume by-default Deployment by-default.volumes.data',
  'contested-volume by-hand Deployment by-hand.volumes.data',
  'contested-volume rolling Deployment rolling.volumes.data',
  'unprovided-reference by-hand Deployment by-hand.spec.template.spec.volumes.data',
]
