import { after, type Needs, service } from '@homelab/estate'
import { externalSecretsIn, sopsStoreIn } from '@homelab/services'
import { k3s } from '../places.ts'
import { repository } from '../vault.ts'

export const externalSecrets = service(import.meta, 'external-secrets', {
  ...externalSecretsIn(k3s, { revision: 'helm-chart-1.3.1' }),
})

export const secretStore = service(import.meta, 'secret-store', {
  ...sopsStoreIn(k3s, repository),
  needs: (): Needs => [after(externalSecrets, 'its operator serves the store')],
})
