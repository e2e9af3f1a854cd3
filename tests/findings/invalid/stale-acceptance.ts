import { accept, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  accepts: [accept('unpinned-image', 'was not pinned once', 'example.org/app')],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['stale-acceptance web example.org/app']
