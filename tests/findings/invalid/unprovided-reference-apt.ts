import { aptPackage, hostService, systemUser } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })

/** The file of a Debian host, moved to a Mac. */
const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'is set up on the wrong host',
  ports: {},
  // here
  workload: hostService({ at: mac, packages: [aptPackage('board')], users: [systemUser('board')] }),
})

export default fixture(import.meta, { hosts: [mac], clusters: [], services: [board] })
export const expected: Expected = [
  'unprovided-reference board workload.packages board',
  'unprovided-reference board workload.users board',
]
