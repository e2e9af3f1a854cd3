import { hostService } from '@homelab/ansible-gen'
import { host, https, service } from '@homelab/estate/model'
import { composed, docked, right } from '../compose.ts'
import { node, packages } from '../memory.ts'
import { box, type Expected, fixture } from '../parts.ts'

const small = host(box.name, { ...box, processors: 1 })
const other = host(docked.name, { ...docked, processors: 2 })

/** One more than its host has. */
const cluster = service(import.meta, 'node', {
  title: 'node',
  summary: 'the cluster itself',
  ports: { api: https(8443) },
  // here
  workload: hostService({ at: small, packages, programs: [node(4096)] }),
})
const right2 = composed(import.meta, 'app', { app: right({ keys: { cpus: 2 } }) })

export default fixture(import.meta, { hosts: [small, other], services: [cluster, right2] })
export const expected: Expected = ['too-few-processors node cluster kind']
