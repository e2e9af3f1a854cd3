import { external, http, type Needs, service } from '@homelab/estate'
import { asksOpenBao, externalSecretsIn, openBaoStoreIn } from '@homelab/services'
import { k3s, nuc } from '../places.ts'
import { openbao as vault } from '../vault.ts'

/** Set up by hand: everything else reads its secrets there. */
export const openbao = service(import.meta, 'openbao', {
  title: 'OpenBao',
  summary: 'keeps the secrets of the lab',
  ports: { api: http(8200) },
  workload: external(nuc),
  // https://openbao.org/api-docs/system/health/
  probes: { health: { port: 'api', path: '/v1/sys/health' } },
  routes: { ops: { port: 'api' } },
})

export const externalSecrets = service(import.meta, 'external-secrets', {
  ...externalSecretsIn(k3s, { revision: 'helm-chart-1.3.1' }),
})

export const secretStore = service(import.meta, 'secret-store', {
  ...openBaoStoreIn(k3s, { policy: 'lab' }),
  needs: (): Needs => asksOpenBao({ vault, server: openbao, operator: externalSecrets }),
})
