import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'asks for half of a device',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/app', '1.0.0'), devices: { 'gpu.intel.com/i915': 0.5 } } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-quantity web web.devices.gpu.intel.com/i915']
