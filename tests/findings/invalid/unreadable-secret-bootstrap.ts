import { service, vault } from '@homelab/estate'
import { bootstrapStep } from '@homelab/kubernetes'
import { standIn } from '../../support/stand-in-store.ts'
import { type Expected, fixture, pod, reading } from '../parts.ts'

const { vault: plain, secrets } = vault('plain', {
  store: standIn({ lacks: 'templates' }),
  items: { app: { fields: ['password'] } },
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has a Secret made by hand from a vault whose store fills no templates',
  ports: {},
  workload: pod({
    ...reading('web'),
    bootstrap: [
      // here
      bootstrapStep('web', { what: 'Make it.', secrets: [{ name: 'web', data: { password: secrets.app.password } }] }),
    ],
  }),
})

export default fixture(import.meta, { services: [web], vaults: [plain] })
export const expected: Expected = ['unreadable-secret web bootstrap.web']
