import { service, vault } from '@homelab/estate'
import { bootstrapStep, externalSecret } from '@homelab/kubernetes'
import { type Expected, fixture, pod, reading, store } from '../parts.ts'

/** Nothing of the estate knows the store of its vault, of which a pod and a step by hand read. */
// here
const { vault: lost, secrets } = vault('lost', {
  store: { kind: 'drawer' },
  items: { app: { fields: ['password'] } },
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'reads a secret',
  ports: {},
  workload: pod({
    ...reading('web', 'by-hand'),
    secrets: [externalSecret('web', { data: { password: secrets.app.password } })],
    bootstrap: [
      bootstrapStep('web', {
        what: 'Make it.',
        secrets: [{ name: 'by-hand', data: { password: secrets.app.password } }],
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [store, web], vaults: [lost] })
export const expected: Expected = ['unknown-store lost store']
