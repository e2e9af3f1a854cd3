import { distributionPackage, hostService, systemdService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

function waiting(name: string, ...after: readonly string[]) {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    // here
    workload: hostService({
      at: server,
      packages: [distributionPackage('board')],
      programs: [systemdService(name, { description: name, program: ['/usr/bin/board'], after })],
    }),
  })
}

/** A line that systemd ignores, with a word in its journal: the program starts before the network is there. */
const wrong = [
  waiting('bare', 'network-online'),
  waiting('slip', 'network-onlin.target'),
  waiting('kind', 'db.servise'),
]

/** Targets of systemd, units of packages, instances, mounts. */
const right = waiting(
  'right',
  ...['network-online.target', 'docker.service', 'zfs.target', 'wg-quick@wg0.service', 'srv-media.mount'],
)

export default fixture(import.meta, { hosts: [server], clusters: [], services: [...wrong, right] })
export const expected: Expected = [
  'unknown-word bare workload.programs bare.after',
  'unknown-word kind workload.programs kind.after',
  'unknown-word slip workload.programs slip.after',
]
