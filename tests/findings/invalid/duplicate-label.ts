import { hostService, launchAgent } from '@homelab/ansible-gen'
import { host, type Service, service } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })

/** launchd knows a job by its label alone. */
function agent(name: string): Service {
  return service(import.meta, name, {
    title: 'Agent',
    summary: 'agent',
    ports: {},
    // here
    workload: hostService({
      at: mac,
      programs: [
        launchAgent({
          label: 'org.example.agent',
          program: ['/bin/true'],
          logs: `/Users/someone/Library/Logs/${name}`,
        }),
      ],
    }),
  })
}

export default fixture(import.meta, { hosts: [box, mac], clusters: [kind], services: [agent('one'), agent('two')] })
export const expected: Expected = ['duplicate-label two workload.programs']
