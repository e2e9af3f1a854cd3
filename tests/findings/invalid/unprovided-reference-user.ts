import {
  aptPackage,
  directory,
  hostService,
  type PackagedUnitProps,
  packagedUnit,
  systemGroup,
  systemUser,
} from '@homelab/ansible-gen'
import { host, type Service, service } from '@homelab/estate'
import { acme, server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

const rack = host(server.name, { ...server, ownedPaths: ['/etc/systemd/system', '/srv'] })
type Workload = Parameters<typeof hostService>[0]

function runs(name: string, unit: PackagedUnitProps, more: Partial<Workload> = {}): Service {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    // here
    workload: hostService({
      at: rack,
      packages: [aptPackage(name, { repository: acme, version: '1.0', users: [name] })],
      programs: [packagedUnit(name, unit)],
      ...more,
    }),
  })
}

const services = [
  // Nobody makes them; the second that lacks one is the same cause.
  runs('lone', { user: 'keeper', group: 'keeper' }),
  runs('second', { user: 'keeper' }),
  runs('owner', {}, { directories: [{ ...directory('/srv/x'), owner: { user: 'root', group: 'readers' } }] }),
  runs('member', { groups: ['listeners'] }),
  // The role makes them, its package does, another service of the host does, or every Debian has them.
  runs('own', { user: 'maker', groups: ['shared'] }, { users: [systemUser('maker')], groups: [systemGroup('shared')] }),
  runs('brought', { user: 'brought', groups: ['shared', 'video'] }),
  runs('base', { user: 'www-data', group: 'adm' }),
]

export default fixture(import.meta, { hosts: [rack], clusters: [], services })
export const expected: Expected = [
  'unprovided-reference lone workload.users user keeper',
  'unprovided-reference member workload.users group listeners',
  'unprovided-reference owner workload.users group readers',
]
