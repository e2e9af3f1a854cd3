import { hostService } from '@homelab/ansible-gen'
import { host, https, service } from '@homelab/estate/model'
import { node, packages } from '../memory.ts'
import { box, type Expected, fixture } from '../parts.ts'

const small = host(box.name, { ...box, memory: '4Gi' })

/** One megabyte more than its host has, and as much. */
const cluster = service(import.meta, 'node', {
  title: 'node',
  summary: 'the cluster itself',
  ports: { api: https(8443) },
  // here
  workload: hostService({ at: small, packages, programs: [node(4097), { ...node(4096), profile: 'other' }] }),
})

export default fixture(import.meta, { hosts: [small], services: [cluster] })
export const expected: Expected = ['too-little-memory node cluster kind']
