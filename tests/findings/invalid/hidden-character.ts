import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web\u202egpj',
  summary: 'web\u001b[2J',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/web', '1.0'), env: { MOTTO: 'a\u0085b', LINES: 'a\n\tb' } } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'hidden-character web summary',
  'hidden-character web title',
  'hidden-character web workload.container.env.MOTTO',
]
