import { service, vault } from '@homelab/estate'
import { bootstrapStep } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const { vault: bao, secrets } = vault('bao', { product: 'openbao', items: { app: { fields: ['password'] } } })

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has a Secret made by hand from a vault whose product fills no templates',
  ports: {},
  workload: pod({
    bootstrap: [
      // here
      bootstrapStep('web', { what: 'Make it.', secrets: [{ name: 'web', data: { password: secrets.app.password } }] }),
    ],
  }),
})

export default fixture(import.meta, { services: [web], vaults: [bao] })
export const expected: Expected = ['unreadable-secret web bootstrap.web']
