import { aptPackage, hostService, packagedUnit } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

/** The unit of a package that nothing installs. */
const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'is a package',
  ports: {},
  // here
  workload: hostService({
    at: server,
    packages: [aptPackage('board-data')],
    programs: [packagedUnit('board', { after: ['network-online.target'] })],
  }),
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [board] })
export const expected: Expected = ['missing-program board workload.packages']
