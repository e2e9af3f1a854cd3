import { composeProject, hostService, namedVolume } from '@homelab/ansible-gen'
import { notBackedUp, service } from '@homelab/estate'
import { docked, docker, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'has names that Compose refuses',
  ports: {},
  workload: hostService({
    at: docked,
    packages: [docker],
    programs: [
      // here
      composeProject('App', {
        folder: '/srv/app',
        containers: {
          'my app': right({ mounts: { '/data': namedVolume('a/b', 'notes', notBackedUp('a fixture')) } }),
        },
      }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = [
  'invalid-name app workload.programs',
  'invalid-name app workload.programs App',
  'invalid-name app workload.programs App',
]
