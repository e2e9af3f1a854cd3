import { composeProject, hostService } from '@homelab/ansible-gen'
import { composed, docked, docker, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

const containers = {
  app: right({
    environment: {
      BESIDE: 'http://beside:80',
      CACHE: 'redis:6379',
      DATABASE: 'database',
      TABLES: 'postgres://app@database/app',
      WORDS: 'a database of words',
    },
    networks: ['front'],
  }),
  beside: right({ networks: ['front', 'back'] }),
  redis: right(),
  database: right({ networks: ['back'] }),
}
/** No network has the app and the others, but for one of them. */
const app = composed(import.meta, 'app', containers, {
  workload: hostService({
    at: docked,
    packages: [docker],
    // here
    programs: [composeProject('app', { folder: '/srv/app', networks: { front: {}, back: {} }, containers })],
  }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = [
  'unknown-hostname app app.environment.CACHE',
  'unknown-hostname app app.environment.DATABASE',
  'unknown-hostname app app.environment.TABLES',
]
