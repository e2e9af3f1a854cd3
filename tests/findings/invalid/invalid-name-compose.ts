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
        networks: { front: {}, back: {} },
        containers: {
          'my app': right({ mounts: { '/data': namedVolume('a/b', 'notes', notBackedUp('a fixture')) } }),
          'cache(': right({ networks: ['back'] }),
          asks: right({ environment: { CACHE: 'cache(:6379' }, networks: ['front', 'back'] }),
          waits: right({ environment: { CACHE: 'cache' }, networks: ['front'] }),
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
  'invalid-name app workload.programs App',
]
