import { image, service } from '@homelab/estate'
import { existingClaim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'waits for a claim that nobody makes',
  ports: {},
  // here
  workload: pod({
    container: { image: image('example.org/app', '1.0.0'), mounts: { data: { path: '/data', readOnly: true } } },
    volumes: [existingClaim('data', 'nobody')],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unprovided-reference web Deployment web.spec.template.spec.volumes.data']
