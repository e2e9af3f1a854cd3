import { hostService } from '@homelab/ansible-gen'
import { host, type Service, service } from '@homelab/estate'
import { standInProgram } from '../../support/stand-in-program.ts'
import { box, type Expected, fixture, kind } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })

/** A host knows a job by its label alone. */
function agent(name: string): Service {
  return service(import.meta, name, {
    title: 'Agent',
    summary: 'agent',
    ports: {},
    // here
    workload: hostService({
      at: mac,
      programs: [standInProgram('agent', { program: '/bin/true' })],
    }),
  })
}

export default fixture(import.meta, { hosts: [box, mac], clusters: [kind], services: [agent('one'), agent('two')] })
export const expected: Expected = ['duplicate-label two workload.programs']
