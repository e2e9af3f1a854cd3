import { after, endpoint, type Needs, type Service, service } from '@homelab/estate'
import { alsoAt, objects } from '@homelab/kubernetes'
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
  needs: (): Needs => reads(externalSecrets, 'kubernetes'),
})

export const secretStoreAnnex = alsoAt(annex, secretStore, {
  needs: (): Needs => reads(externalSecretsAnnex, 'kubernetes-annex'),
})

function reads(from: Service, mount: string): Needs {
  const use = asOpenBaoStore({ vault: safe, login: { mount, role: 'external-secrets' } })
  return [after(from, 'its operator serves the store'), endpoint(openbao, 'api', 'reads the vault', use)]
}
