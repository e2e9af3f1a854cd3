import { composeProject, hostService } from '@homelab/ansible-gen'
import { composed, docked, docker, right } from '../compose.ts'
import { box, type Expected, fixture, secrets } from '../parts.ts'

const containers = {
  app: right({
    environment: { ONE_FILE: '/run/secrets/one', OTHER_FILE: '/run/secrets/other' },
    secrets: { one: secrets.app.password },
    networks: ['front', 'back'],
  }),
}
const app = composed(import.meta, 'app', containers, {
  workload: hostService({
    at: docked,
    packages: [docker],
    // here
    programs: [composeProject('app', { folder: '/srv/app', networks: { front: {} }, containers })],
  }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = [
  'unprovided-reference app app.environment.OTHER_FILE',
  'unprovided-reference app app.networks',
]
