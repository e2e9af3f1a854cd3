import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

const gone = service(import.meta, 'gone', {
  title: 'Gone',
  summary: 'gone',
  ports: { http: http(80) },
  workload: external(box),
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  needs: (): Needs => [endpoint(gone, 'http', 'asks it things')],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-service web needs']
