import { after, endpoint, type Needs, service } from '@homelab/estate'
import { objects } from '@homelab/kubernetes'
import { asOpenBaoStore } from '@homelab/secrets'
import { annex, home } from '../places.ts'
import { safe } from '../vault.ts'
import { externalSecrets, externalSecretsAnnex, operator } from './external-secrets.ts'
import { openbao } from './openbao.ts'

export const secretStore = service(import.meta, 'secret-store', {
  title: 'Secret store',
  summary: 'the way of External Secrets to the vault',
  ports: {},
  workload: objects({ at: home, namespace: operator.namespace }),
  needs: (): Needs => [
    after(externalSecrets, 'its operator serves the store'),
    endpoint(
      openbao,
      'api',
      'reads the vault',
      asOpenBaoStore({ vault: safe, login: { mount: 'kubernetes', role: 'external-secrets' } }),
    ),
  ],
})

export const secretStoreAnnex = service(import.meta, 'secret-store-annex', {
  title: 'Secret store of the annex',
  summary: 'the way of External Secrets in the annex to the vault',
  ports: {},
  workload: objects({ at: annex, namespace: operator.namespace }),
  needs: (): Needs => [
    after(externalSecretsAnnex, 'its operator serves the store'),
    endpoint(
      openbao,
      'api',
      'reads the vault',
      asOpenBaoStore({ vault: safe, login: { mount: 'kubernetes-annex', role: 'external-secrets' } }),
    ),
  ],
})
