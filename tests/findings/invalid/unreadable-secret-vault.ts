import { endpoint, external, http, type Needs, service, vault } from '@homelab/estate'
import { externalSecret, objects } from '@homelab/kubernetes'
import { asStandInStore, standIn } from '../../support/stand-in-store.ts'
import { box, type Expected, fixture, kind, pod, reading } from '../parts.ts'

const { vault: served } = vault('served', { store: standIn(), items: {} })
const { vault: other, secrets } = vault('other', { store: standIn(), items: { app: { fields: ['password'] } } })
const { vault: paper, secrets: written } = vault('paper', {
  store: standIn({ lacks: 'pods' }),
  items: { app: { fields: ['password'] } },
})

const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeps secrets',
  ports: { api: http(8200) },
  workload: external(box),
})

const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'is the way to one vault',
  ports: {},
  workload: objects({ at: kind, namespace: 'secrets', defines: ['external-secrets.io'] }),
  needs: (): Needs => [endpoint(keeper, 'api', 'reads the vault', asStandInStore(served))],
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has secrets of another vault, and of one that no pod can read',
  ports: {},
  workload: pod({
    ...reading('other', 'paper'),
    secrets: [
      // here
      externalSecret('other', { data: { password: secrets.app.password } }),
      // here
      externalSecret('paper', { data: { password: written.app.password } }),
    ],
  }),
})

export default fixture(import.meta, { services: [keeper, store, web], vaults: [served, other, paper] })
export const expected: Expected = ['unreadable-secret web secrets.other', 'unreadable-secret web secrets.paper']
