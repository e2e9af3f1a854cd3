import { type Needs, service } from '@homelab/estate'
import { asksOpenBao, openBaoStoreIn } from '@homelab/services'
import { k3s } from '../places.ts'
import { openbao as vault } from '../vault.ts'
import { externalSecrets } from './external-secrets.ts'
import { openbao } from './openbao.ts'

export const secretStore = service(import.meta, 'secret-store', {
  ...openBaoStoreIn(k3s, { policy: 'lab' }),
  needs: (): Needs => asksOpenBao({ vault, server: openbao, operator: externalSecrets }),
})
