import { distributionPackage, hostService, type SystemdUnit, systemdService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

function board(name: string, unit: string, settings: Partial<Pick<SystemdUnit, 'environment' | 'security'>> = {}) {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    // here
    workload: hostService({
      at: server,
      packages: [distributionPackage('board')],
      programs: [systemdService(unit, { description: name, program: ['/usr/bin/board'], ...settings })],
    }),
  })
}

/** What systemd takes for no unit, and lines of one that it leaves out with a word in its journal. */
const wrong = [
  board('unit', 'my board'),
  board('variables', 'variables', { environment: { 'A-B': 'x', '1ST': 'y' } }),
  board('rights', 'rights', { security: { UMask: '0o27', IPAddressAllow: ['localhost', '192.0.2.0/33', 'box'] } }),
]

const right = board('right', 'board@one', {
  environment: { _A1: 'x' },
  security: { UMask: '0027', IPAddressAllow: ['any', '192.0.2.0/24', '2001:db8::1'] },
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [...wrong, right] })
export const expected: Expected = [
  'invalid-name rights workload.programs rights.security.IPAddressAllow',
  'invalid-name rights workload.programs rights.security.IPAddressAllow',
  'invalid-name unit workload.programs my board',
  'invalid-name variables workload.programs variables.environment.1ST',
  'invalid-name variables workload.programs variables.environment.A-B',
  'invalid-quantity rights workload.programs rights.security.UMask',
]
