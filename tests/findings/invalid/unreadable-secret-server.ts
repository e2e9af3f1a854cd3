import { endpoint, external, http, type Needs, type StoreUse, service } from '@homelab/estate/model'
import { objects } from '@homelab/kubernetes'
import { asStandInStore } from '../../support/stand-in-store.ts'
import { box, type Expected, fixture, kind, vaulted } from '../parts.ts'

const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeps secrets, outside of any cluster',
  ports: { api: http(8200) },
  workload: external(box),
})

const shown: StoreUse = { ...asStandInStore(vaulted.vault), credential: { secret: 'keeper-token', key: 'token' } }

const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'is let in by a Secret beside a server that has no namespace',
  ports: {},
  workload: objects({ at: kind, namespace: 'secrets' }),
  needs: (): Needs => [
    // here
    endpoint(keeper, 'api', 'reads the vault', shown),
  ],
})

export default fixture(import.meta, { services: [keeper, store] })
export const expected: Expected = ['unreadable-secret store needs.keeper.use']
