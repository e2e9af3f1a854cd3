import { endpoint, type Needs, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'
import { forgejo } from './forgejo.ts'

/** Stays hand-written. facts K23 */
export const forgejoRunner = service(import.meta, 'forgejo-runner', {
  title: 'Forgejo runner',
  summary: 'runs the workflows of Forgejo Actions',
  ports: {},
  workload: externalApplications({
    at: minikube,
    namespace: 'forgejo-runner',
    applications: [application('forgejo-runner', { repository: 'https://forge.ops.eblu.me/eblume/blumeops.git' })],
  }),
  needs: (): Needs => [endpoint(forgejo, 'http', 'takes jobs')],
})
