import { type SecretStorePart, service, vault } from '@homelab/estate/model'
import { bootstrapStep } from '@homelab/kubernetes'
import { standIn, standInStore } from '../../support/stand-in-store.ts'
import { type Expected, fixture, pod, reading } from '../parts.ts'

const items = { app: { fields: ['password'] } } as const
const one = vault('one', { store: standIn(), items })
const two = vault('two', { store: { kind: 'chest' }, items })
const chest: SecretStorePart = { ...standInStore, kinds: ['chest'], program: 'chest' }

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has a Secret made by hand of what two programs fill',
  ports: {},
  workload: pod({
    ...reading('web'),
    bootstrap: [
      // here
      bootstrapStep('web', {
        what: 'Make it.',
        secrets: [{ name: 'web', data: { one: one.secrets.app.password, two: two.secrets.app.password } }],
      }),
    ],
  }),
})

const { parts = [], ...rest } = fixture(import.meta, { services: [web], vaults: [one.vault, two.vault] })

export default { ...rest, parts: [...parts, chest] }
export const expected: Expected = ['unreadable-secret web bootstrap.web']
