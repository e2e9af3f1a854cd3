import { service } from '@homelab/estate'
import { externalSecret, objects } from '@homelab/kubernetes'
import { fakeStore } from '../../support/stand-in-store.ts'
import { type Expected, fixture, kind, pod, reading, secrets } from '../parts.ts'

const bare: typeof kind = { ...kind, defines: [] }

/** Whoever lets External Secrets fetch something needs its kinds, as the store does: the first speaks for both. */
const locked = service(import.meta, 'locked', {
  title: 'Locked',
  summary: 'reads a secret',
  ports: {},
  // here
  workload: pod({
    at: bare,
    ...reading('key'),
    secrets: [externalSecret('key', { data: { key: secrets.app.password } })],
  }),
})
const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'gives secrets',
  ports: {},
  workload: objects({
    at: bare,
    namespace: 'secrets',
    objects: [fakeStore(kind)],
  }),
})

export default fixture(import.meta, { clusters: [bare], services: [locked, store] })
export const expected: Expected = ['unprovided-reference locked workload']
