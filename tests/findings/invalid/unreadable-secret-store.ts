import { service } from '@homelab/estate'
import { externalSecret } from '@homelab/kubernetes'
import { type Expected, fixture, pod, reading, secrets } from '../parts.ts'

/** Nothing makes the store that the cluster names. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({ ...reading('web'), secrets: [externalSecret('web', { data: { password: secrets.app.password } })] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unreadable-secret kind secretStore']
