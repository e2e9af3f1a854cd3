import { directory, hostService, launchAgent, required } from '@homelab/ansible-gen'
import { accept, host, service } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'x', home: '/Users/x', user: 'x', brewPrefix: '/opt/homebrew' })
const program = '/Users/x/bin/server'

function agent(label: string, workingDirectory: string) {
  return launchAgent({
    label,
    program: [program],
    workingDirectory,
    keepAlive: true,
    logs: `/Users/x/Library/Logs/${label}`,
    collectLogs: 'untailed',
  })
}

/** launchd does not start a program in a folder that is not there. */
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'runs in a folder of its own',
  ports: {},
  accepts: [accept('unrotated-log', 'a fixture', 'workload.programs')],
  // here
  workload: hostService({
    at: mac,
    requires: [required(program, 'Build it.')],
    directories: [directory('/Users/x/data/one')],
    programs: [agent('one', '/Users/x/data/one'), agent('two', '/Users/x/data/two')],
  }),
})

export default fixture(import.meta, { hosts: [mac], clusters: [], services: [app] })
export const expected: Expected = ['unprovided-reference app workload.directories']
