import { distributionPackage, hostService, systemdService } from '@homelab/ansible-gen'
import { type Service, service } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

function board(name: string, environment: Readonly<Record<string, string>>): Service {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: hostService({
      at: server,
      packages: [distributionPackage('board')],
      // here
      programs: [systemdService(name, { description: name, program: ['/usr/bin/board'], environment })],
    }),
  })
}

/** A program takes a zone that it does not know for UTC. */
export default fixture(import.meta, {
  hosts: [server, docked],
  clusters: [],
  services: [
    board('unit', { TZ: 'Europe/Berlinn' }),
    board('fine', { TZ: 'Europe/Berlin' }),
    // here
    composed(import.meta, 'composed', { app: right({ environment: { TZ: 'Europe/Berln', LANG: 'C' } }) }),
  ],
})
export const expected: Expected = [
  'unknown-word composed workload.programs[0].containers.app.environment.TZ',
  'unknown-word unit workload.programs[0].environment.TZ',
]
