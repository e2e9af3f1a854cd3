import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const env = {
  RIGHT: 'https://example.org/a',
  LOGIN: 'ssh://git@example.org:22/a.git',
  OTHER: 'postgres://example.org/a',
  PORT: 'http:8080',
  DOT: 'https:/.example.org',
  LETTER: 'hwtps://example.org',
}

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'asks nobody',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/app', '1.0.0'), env } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'invalid-name web workload.container.env.DOT',
  'invalid-name web workload.container.env.LETTER',
]
