import { endpoint, external, http, type Needs, service, vault } from '@homelab/estate'
import { objects } from '@homelab/kubernetes'
import { asStandInStore, standIn } from '../../support/stand-in-store.ts'
import { box, type Expected, fixture, kind } from '../parts.ts'

const { vault: unlisted } = vault('unlisted', { store: standIn(), items: {} })

const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeps secrets',
  ports: { api: http(8200) },
  workload: external(box),
})

const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'is the way to a vault that the estate does not list',
  ports: {},
  workload: objects({ at: kind, namespace: 'secrets' }),
  needs: (): Needs => [
    // here
    endpoint(keeper, 'api', 'reads the vault', asStandInStore(unlisted)),
  ],
})

export default fixture(import.meta, { services: [keeper, store] })
export const expected: Expected = ['unknown-store store needs.keeper.use']
