import { http, service } from '@homelab/estate'
import { application, bootstrapStep, chart } from '@homelab/kubernetes'
import { repository } from '../forge.ts'
import { minikube } from '../hosts.ts'
import { secrets } from '../vault.ts'

const credentials = { secret: 'op-credentials', key: '1password-credentials.json' }

/** What the secret store shows to be let in. */
export const connectToken = { secret: 'onepassword-token', key: 'token' }

const resources = { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi', cpu: '200m' } }

/** facts K3, K20 */
export const onepasswordConnect = service(import.meta, 'onepassword-connect', {
  title: '1Password Connect',
  summary: 'serves the vault to External Secrets',
  ports: { http: http(8080) },
  workload: chart({
    at: minikube,
    namespace: '1password',
    application: application('1password-connect'),
    repository: repository('connect-helm-charts'),
    revision: 'connect-2.2.1',
    path: 'charts/connect',
    releaseName: 'onepassword-connect',
    // https://github.com/1Password/connect-helm-charts/tree/main/charts/connect#configuration-values
    values: {
      connect: {
        credentialsName: credentials.secret,
        credentialsKey: credentials.key,
        api: { resources },
        sync: { resources },
      },
      operator: { create: false },
    },
    reads: [credentials.secret],
    bootstrap: [
      bootstrapStep('1password', {
        what: 'Make the two Secrets by which the vault is reached: nothing in the cluster can read the vault before them.',
        secrets: [
          {
            name: credentials.secret,
            data: { [credentials.key]: secrets['1Password Connect']['credentials-base64'] },
          },
          { name: connectToken.secret, data: { [connectToken.key]: secrets['1Password Connect'].token } },
        ],
      }),
    ],
  }),
  // https://developer.1password.com/docs/connect/api-reference/#server-health
  probes: { health: { port: 'http', path: '/heartbeat' } },
})
