import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      resources: { requests: { memory: '64 MB', cpu: '0' }, limits: { memory: '1Gi' } },
    },
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'invalid-quantity web web.resources.requests.cpu',
  'invalid-quantity web web.resources.requests.memory',
]
