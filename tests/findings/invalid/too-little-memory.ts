import { hostService } from '@homelab/ansible-gen'
import { https, service } from '@homelab/estate/model'
import { node, packages, pods } from '../memory.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** One megabyte less than its pods ask for. */
const cluster = service(import.meta, 'node', {
  title: 'node',
  summary: 'the cluster itself',
  ports: { api: https(8443) },
  // here
  workload: hostService({ at: box, packages, programs: [node(1023)] }),
})

export default fixture(import.meta, { services: [cluster, ...pods] })
export const expected: Expected = ['too-little-memory node cluster kind']
