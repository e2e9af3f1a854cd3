import { aptPackage, aptRepository, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { acme, server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

const bare = aptRepository('bare', { ...acme, key: { ...acme.key, url: 'apt.example.org/key' } })

const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'comes from a repository',
  ports: {},
  // here
  workload: hostService({ at: server, packages: [aptPackage('board', { repository: bare, version: '1.0' })] }),
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [board] })
export const expected: Expected = ['unprovided-reference board workload.packages bare']
