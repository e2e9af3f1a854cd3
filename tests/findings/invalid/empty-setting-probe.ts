import { commandProbe, http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'is asked by no program',
  ports: { http: http(80) },
  workload: pod(),
  // here
  probes: { live: commandProbe([] as unknown as [string]), ready: commandProbe(['true']) },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['empty-setting web probes.live']
