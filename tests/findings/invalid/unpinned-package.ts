import { aptPackage, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { acme, server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

/** Whichever version there is on the day of a run. */
const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'comes from a repository',
  ports: {},
  // here
  workload: hostService({
    at: server,
    packages: [
      aptPackage('board', { repository: acme, version: 'latest' }),
      aptPackage('plugins', { repository: acme, version: '12.*' }),
      aptPackage('pinned', { repository: acme, version: '1:12.3.0-1~bpo12+1' }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [board] })
export const expected: Expected = [
  'unpinned-package board workload.packages board',
  'unpinned-package board workload.packages plugins',
]
