import { external, https, service } from '@homelab/estate'
import { door } from '../caddy.ts'
import { proxy, twoDomains } from '../domains.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Both are to carry the names of the lab. */
// here
const other = service(import.meta, 'other', {
  title: 'Other',
  summary: 'carries names of the lab, too',
  ports: { https: https(443) },
  workload: external(door),
  serves: ['lab'],
})

export default fixture(import.meta, {
  hosts: [box, door],
  clusters: [],
  domains: twoDomains,
  services: [proxy(box, 'ops', 'lab'), other],
})
export const expected: Expected = ['duplicate-setting other serves']
