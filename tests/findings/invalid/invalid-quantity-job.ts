import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const container = { name: 'first', image: image('example.org/app', '1.0.0') }

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'is tried less than once',
  ports: {},
  // here
  workload: pod({ once: [{ name: 'first', restart: 'Never', retries: -1, longestSeconds: 0, container }] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'invalid-quantity web once.first.longestSeconds',
  'invalid-quantity web once.first.retries',
]
