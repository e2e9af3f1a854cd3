import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/app', 'latest') } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unpinned-image web example.org/app']
