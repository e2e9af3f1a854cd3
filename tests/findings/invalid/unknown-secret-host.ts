import { file, hostService, pieces } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { box, type Expected, fixture, secrets } from '../parts.ts'

/** A field that the vault does not list: no type would let it through, but types are stripped at run time. */
// here
const lost = (secrets.app as unknown as Record<string, typeof secrets.app.password>)['lost'] ?? secrets.app.password

const writer = service(import.meta, 'writer', {
  title: 'Writer',
  summary: 'writer',
  ports: {},
  workload: hostService({ at: box, files: [file('/home/box/key', '0600', pieces(lost))] }),
})

export default fixture(import.meta, { services: [writer] })
export const expected: Expected = ['unknown-secret writer workload']
