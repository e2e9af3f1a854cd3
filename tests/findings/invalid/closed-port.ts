import { hostService } from '@homelab/ansible-gen'
import { http, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'
import { wall, walled } from '../walled.ts'

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'answers nobody',
  // here
  ports: { http: http(3000), admin: http(3001), metrics: http(3002) },
  workload: hostService({ at: walled, reachedFrom: { admin: 'host', metrics: 'lan' } }),
})

export default fixture(import.meta, { hosts: [box, walled], services: [app, wall(import.meta)] })
export const expected: Expected = ['closed-port app ports.http']
