import { composeProject, hostService } from '@homelab/ansible-gen'
import { http } from '@homelab/estate'
import { composed, docked, docker, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

const containers = {
  app: right({ publishes: { http: 80 }, networks: ['back'] }),
  first: right({ publishes: { admin: 80 }, runs: 'once' }),
  other: right({ publishes: { other: 80 }, networks: ['back', 'front'], after: ['first'] }),
}
/** Nothing leads to the first from outside, and the second ends. */
const app = composed(import.meta, 'app', containers, {
  ports: { http: http(3000), admin: http(3001), other: http(3002) },
  workload: hostService({
    at: docked,
    packages: [docker],
    programs: [
      // here
      composeProject('app', { folder: '/srv/app', networks: { front: {}, back: { internal: true } }, containers }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = [
  'unanswered-address app app.publishes.http',
  'unanswered-address app first.publishes.admin',
]
