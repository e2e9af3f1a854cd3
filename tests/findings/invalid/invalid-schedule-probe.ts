import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const text = { title: 'Web', summary: 'is asked whether it is well' }
const asked = { port: 'http', path: '/' } as const

/** Out after five minutes at most, restarted after half a minute. */
// here
const web = service(import.meta, 'web', {
  ...text,
  ports: { http: http(8080) },
  workload: pod(),
  probes: { live: asked, ready: { ...asked, periodSeconds: 100 } },
})

/** Right: the other way round. */
const slow = service(import.meta, 'slow', {
  ...text,
  ports: { http: http(8080) },
  workload: pod(),
  probes: { live: { ...asked, periodSeconds: 100 }, ready: asked },
})

/** It gets traffic before it answers. */
// here
const eager = service(import.meta, 'eager', {
  ...text,
  ports: { http: http(8080) },
  workload: pod(),
  probes: { live: asked },
})

export default fixture(import.meta, { services: [web, slow, eager] })
export const expected: Expected = ['invalid-schedule web probes.ready', 'unprobed-route eager probes.ready']
