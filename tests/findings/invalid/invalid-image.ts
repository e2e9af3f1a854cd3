import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** The tag stands where the repository ends, as one would write it for Docker. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/app:1.0.0', '1.0.0') } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-image web example.org/app:1.0.0']
