import { service } from '@homelab/estate'
import { externalSecretsIn } from '@homelab/services'
import { k3s } from '../places.ts'

export const externalSecrets = service(import.meta, 'external-secrets', {
  ...externalSecretsIn(k3s, { revision: 'helm-chart-1.3.1' }),
})
