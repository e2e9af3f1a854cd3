import { hostService } from '@homelab/ansible-gen'
import { accept, after, http, type Needs, runner, service } from '@homelab/estate'
import { box, type Expected, fixture, pod, secrets } from '../parts.ts'

const deploys = { workflow: 'deploy.yml', runs: 'reviewed', secrets: ['TOKEN', 'TOKNE'] } as const

const forge = service(import.meta, 'forge', {
  title: 'Forge',
  summary: 'keeps repositories',
  ports: { http: http(3000) },
  workload: pod(),
  probes: { ready: { port: 'http', path: '/' } },
  routes: { tailnet: { port: 'http' } },
  // here
  runners: [runner('deploys', { daemon: 'docker', jobs: [deploys] })],
})
const given = service(import.meta, 'given', {
  title: 'Given',
  summary: 'sets the secrets of workflows',
  ports: {},
  // here
  workload: hostService({
    at: box,
    actionsSecrets: {
      owner: 'someone',
      repository: 'home',
      token: secrets.app.password,
      secrets: { TOKEN: secrets.app.password, OTHER: secrets.app.password },
    },
  }),
  accepts: [accept('unreachable-route', 'a fixture', 'needs')],
  needs: (): Needs => [after(forge, 'sets them')],
})

export default fixture(import.meta, { services: [forge, given] })
export const expected: Expected = [
  'unprovided-reference forge runners.deploys',
  'unread-secret given actionsSecrets.OTHER',
]
