import { composeProject, hostService } from '@homelab/ansible-gen'
import { accept } from '@homelab/estate'
import { composed, docked, docker, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

const containers = {
  app: right({ networks: ['front'], keys: { network_mode: 'host' } }),
  first: right({ runs: 'once' }),
}
const app = composed(import.meta, 'app', containers, {
  workload: hostService({
    at: docked,
    packages: [docker],
    // here
    programs: [composeProject('app', { folder: '/srv/app', networks: { front: {}, nobody: {} }, containers })],
  }),
  accepts: [accept('unhardened-container', 'it listens to broadcasts', 'app.keys.network_mode')],
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = [
  'unread-option app app.networks',
  'unread-option app first.runs',
  'unread-option app networks.nobody',
]
