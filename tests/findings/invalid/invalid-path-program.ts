import { formula, hostService, launchAgent, required } from '@homelab/ansible-gen'
import { accept, host, service } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'x', home: '/Users/x', user: 'x', brewPrefix: '/opt/homebrew' })

/** Homebrew brings it, and launchd looks elsewhere; the other is somewhere. */
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'is started by its name',
  ports: {},
  accepts: [accept('unrotated-log', 'a fixture', 'workload.programs')],
  // here
  workload: hostService({
    at: mac,
    packages: [formula('server')],
    requires: [required('bin/other', 'Build it.')],
    programs: [
      launchAgent({
        label: 'app',
        program: ['server'],
        keepAlive: true,
        logs: '/Users/x/Library/Logs/app',
        collectLogs: 'untailed',
      }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [mac], clusters: [], services: [app] })
export const expected: Expected = ['invalid-path app workload.programs app', 'invalid-path app workload.requires']
