import { aptPackage, aptRepository, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { acme, server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

/** Apt takes no notice of a file with a blank in its name. */
const { name: _, ...same } = acme
const blank = aptRepository('acme stable', same)

const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'comes from a repository',
  ports: {},
  // here
  workload: hostService({ at: server, packages: [aptPackage('board', { repository: blank, version: '1.0' })] }),
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [board] })
export const expected: Expected = ['invalid-name board workload.packages acme stable']
