import { aptPackage, aptRepository, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { acme, server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

/** The last digits of a fingerprint: others can make a key that has them, too. */
const short = aptRepository('short', { ...acme, key: { ...acme.key, fingerprints: ['9ABCDEF0'] } })

const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'comes from a repository',
  ports: {},
  // here
  workload: hostService({ at: server, packages: [aptPackage('board', { repository: short, version: '1.0' })] }),
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [board] })
export const expected: Expected = ['unpinned-package board workload.packages short']
