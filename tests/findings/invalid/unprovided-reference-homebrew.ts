import { formula, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { server } from '../linux.ts'
import { box, type Expected, fixture, kind } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: hostService({ at: server, packages: [formula('nginx')] }),
})

export default fixture(import.meta, { hosts: [box, server], clusters: [kind], services: [web] })
export const expected: Expected = ['unprovided-reference web workload.packages']
