import { service } from '@homelab/estate'
import { externalSecret } from '@homelab/kubernetes'
import { type Expected, fixture, pod, reading, secrets, store } from '../parts.ts'

/** An item that the vault does not list: no type would let it through, but types are stripped at run time. */
// here
const lost = (secrets as unknown as Record<string, { readonly password: typeof secrets.app.password }>)['lost']
  ?.password

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({
    ...reading('web'),
    secrets: [externalSecret('web', { data: { password: lost ?? secrets.app.password } })],
  }),
})

export default fixture(import.meta, { services: [store, web] })
export const expected: Expected = ['unknown-secret web workload']
