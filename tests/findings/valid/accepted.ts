import { accept, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** A finding with an acceptance for its place ends no run. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({ container: { image: image('example.org/app', 'latest') } }),
  accepts: [accept('unpinned-image', 'upstream tags nothing else', 'example.org/app')],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = []
