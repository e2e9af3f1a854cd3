import { image, service } from '@homelab/estate'
import { hostPath } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const app = image('example.org/app', '1.0.0')
const text = { title: 'Web', summary: 'wants the graphics of its node', ports: {} }
const mounts = { dri: '/dev/dri' }
const dri = hostPath('dri', '/dev/dri', 'Directory')

const seen = service(import.meta, 'seen', {
  ...text,
  // here
  workload: pod({ container: { image: app, mounts }, volumes: [dri] }),
})
/** The same in Kubernetes' words. */
const written = service(import.meta, 'written', {
  ...text,
  // here
  workload: pod({
    container: { image: app, mounts },
    pod: { volumes: [{ name: 'dri', hostPath: { path: '/dev/dri' } }] },
  }),
})
/** These open it: the node gives it, or nothing is kept from the container; and memory is no device. */
const right = [
  service(import.meta, 'given', {
    ...text,
    workload: pod({ container: { image: app, mounts, devices: { 'gpu.intel.com/i915': 1 } }, volumes: [dri] }),
  }),
  service(import.meta, 'privileged', {
    ...text,
    workload: pod({ container: { image: app, mounts, security: { privileged: true } }, volumes: [dri] }),
  }),
  service(import.meta, 'memory', {
    ...text,
    workload: pod({ container: { image: app, mounts: { shm: '/dev/shm' } }, volumes: [hostPath('shm', '/dev/shm')] }),
  }),
]

export default fixture(import.meta, { services: [seen, written, ...right] })
export const expected: Expected = ['refused-device seen seen.mounts.dri', 'refused-device written written.mounts.dri']
