import { hostService } from '@homelab/ansible-gen'
import { http, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** On a host that keeps nobody out. */
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'answers everybody',
  ports: { http: http(3000) },
  // here
  workload: hostService({ at: box, reachedFrom: { http: 'lan' } }),
})

export default fixture(import.meta, { services: [app] })
export const expected: Expected = ['unread-option app workload.reachedFrom.http']
