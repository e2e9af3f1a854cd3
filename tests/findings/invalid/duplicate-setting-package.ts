import { type AptRepository, aptPackage, aptRepository, hostService } from '@homelab/ansible-gen'
import { host, type Service, service } from '@homelab/estate'
import { acme, server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

const other = host('other', { platform: 'linux', role: 'serves, too', home: '/home/other' })
const beta = aptRepository('acme', { ...acme, suite: 'beta' })

function board(name: string, at: typeof server, version: string, repository: AptRepository = acme): Service {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    // here
    workload: hostService({ at, packages: [aptPackage('board', { repository, version })] }),
  })
}

/** Each role that runs would install its own version again, and write its own list of sources. */
const services = [
  board('first', server, '1.0'),
  board('same', server, '1.0'),
  board('newer', server, '1.1'),
  board('beta', server, '1.0', beta),
  board('elsewhere', other, '1.1'),
]

export default fixture(import.meta, { hosts: [server, other], clusters: [], services })
export const expected: Expected = [
  'duplicate-setting beta workload.packages repository acme',
  'duplicate-setting newer workload.packages package board',
]
