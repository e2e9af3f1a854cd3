import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'asks for what no plugin gives',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/app', '1.0.0'), devices: { 'kubernetes.io/i915': 1 } } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web web.devices.kubernetes.io/i915']
