import { aptPackage, aptRepository, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { acme, server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

/** Apt refuses to read a list of sources with either. */
const { components: _, ...bare } = acme
const without = aptRepository('without', bare)
const flat = aptRepository('flat', { ...acme, suite: './' })

const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'comes from a repository',
  ports: {},
  // here
  workload: hostService({
    at: server,
    packages: [
      aptPackage('board', { repository: without, version: '1.0' }),
      aptPackage('plugins', { repository: flat, version: '1.0' }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [board] })
export const expected: Expected = [
  'unread-option board workload.packages flat',
  'unread-option board workload.packages without',
]
