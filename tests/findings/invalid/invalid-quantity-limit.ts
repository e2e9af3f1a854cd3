import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod, server } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      resources: { requests: { memory: '1Gi', cpu: '0.5' }, limits: { memory: '1000Mi', cpu: '500m' } },
    },
  }),
})

// here
const pg = server({ resources: { requests: { memory: '1Gi', cpu: '2' }, limits: { memory: '2Gi', cpu: '1500m' } } })

export default fixture(import.meta, { services: [pg, web] })
export const expected: Expected = [
  'invalid-quantity pg postgres.resources.requests.cpu',
  'invalid-quantity web web.resources.requests.memory',
]
