import { composeProject, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'runs where nobody installs Docker',
  ports: {},
  // here
  workload: hostService({
    at: docked,
    programs: [composeProject('app', { folder: '/srv/app', containers: { app: right() } })],
  }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['missing-program app workload.packages']
