import { hostService } from '@homelab/ansible-gen'
import { difference, endpoint, type Needs, service } from '@homelab/estate'
import { indri } from '../hosts.ts'
import { pushSecret } from '../registries.ts'
import { secrets } from '../vault.ts'
import { forgejo } from './forgejo.ts'

/** facts A5. The token of the API is made by hand. */
export const forgejoActionsSecrets = service(import.meta, 'forgejo-actions-secrets', {
  title: 'Secrets of Forgejo Actions',
  summary: 'gives the workflows of the forge their secrets',
  ports: {},
  workload: hostService({
    at: indri,
    actionsSecrets: {
      owner: 'eblume',
      repository: 'blumeops',
      token: secrets['Forgejo Secrets']['api-token'],
      secrets: {
        ARGOCD_AUTH_TOKEN: secrets['Forgejo Secrets'].argocd_token,
        FLY_DEPLOY_TOKEN: secrets['Fly.io deploy token']['deploy-token'],
        [pushSecret]: secrets.Zot['push-password'],
      },
    },
  }),
  needs: (): Needs => [endpoint(forgejo, 'http', 'sets the secrets of its workflows')],
  differences: [
    difference('names of the facts that hold the secrets', {
      today: '`forgejo_api_token`, `forgejo_secret_argocd_token`, `forgejo_secret_fly_deploy_token`',
      now: '`forgejo_actions_secrets_api_token`, `…_argocd_token`, `…_deploy_token`',
      why: 'variables of a role begin with its name (var-naming of ansible-lint)',
      facts: 'A3, A5',
    }),
    difference('list of Actions secrets in the documentation', {
      today: 'the page on Forgejo lists one of the two, and the list of roles omits this one',
      now: 'both come from the services',
      why: 'the pages are rendered',
      facts: 'A5',
      settles: ['ansible.md: Role documentation', 'operations.md: Forgejo Actions secrets'],
    }),
  ],
})
