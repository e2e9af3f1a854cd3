import { http, image, ownPort, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'asks itself on a port that it does not have',
  ports: { http: http(80) },
  workload: pod({
    container: {
      image: image('example.org/web', '1.0.0'),
      // here
      env: { QUEUE: ownPort('queue', 'host') },
    },
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-port web workload']
