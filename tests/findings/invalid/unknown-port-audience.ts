import { hostService } from '@homelab/ansible-gen'
import { http, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'
import { wall, walled } from '../walled.ts'

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'answers here',
  ports: { http: http(3000) },
  // here
  workload: hostService({ at: walled, reachedFrom: { http: 'lan', https: 'lan' } }),
})

export default fixture(import.meta, { hosts: [box, walled], services: [app, wall(import.meta)] })
export const expected: Expected = ['unknown-port app workload.reachedFrom.https']
