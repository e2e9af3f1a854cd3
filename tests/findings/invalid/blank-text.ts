import { accept, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: '  ',
  summary: '',
  ports: {},
  workload: pod({ container: { image: image('example.org/web', 'latest') } }),
  // here
  accepts: [accept('unpinned-image', ' ', 'example.org/web')],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'blank-text web accepts unpinned-image',
  'blank-text web summary',
  'blank-text web title',
]
