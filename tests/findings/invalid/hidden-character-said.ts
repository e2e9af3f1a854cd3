import { difference, endpoint, external, http, type Needs, runner, service } from '@homelab/estate'
import { box, type Expected } from '../parts.ts'
import { grant, tailnetFixture } from '../tailnet.ts'

const source = service(import.meta, 'source', {
  title: 'Source',
  summary: 'answers',
  ports: { http: http(8080) },
  workload: external(box),
})

/** Pages, comments and terminals show whatever is said, wherever it stands. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'asks',
  ports: {},
  workload: external(box),
  // here
  runners: [runner('build', { daemon: 'docker', jobs: [{ workflow: 'build\u202e.yml', runs: 'reviewed' }] })],
  // here
  needs: (): Needs => [endpoint(source, 'http', 'asks\u200b it')],
  // here
  differences: [difference('a way', { today: 'one', now: 'another\u0007', why: 'it is better', facts: 'F1' })],
})

const odd = { ...grant('tag:server', 'tag:edge', 443), reason: 'it\u2066 asks' }

// here
export default tailnetFixture(import.meta, { grants: [odd] }, { services: [source, web] })
export const expected: Expected = [
  'hidden-character tailnet grants[2].reason',
  'hidden-character web differences[0].now',
  'hidden-character web needs[0].why',
  'hidden-character web runners[0].jobs[0].workflow',
]
