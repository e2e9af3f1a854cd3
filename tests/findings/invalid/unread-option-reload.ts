import { file, hostService, launchAgent, pieces, systemdService } from '@homelab/ansible-gen'
import { accept, host, service } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'x', home: '/Users/x', user: 'x', brewPrefix: '/opt/homebrew' })
const server = host('server', { platform: 'linux', role: 'x', home: '/home/x', user: 'x' })

const reload = {
  command: ['/bin/kill', '-HUP', '1'],
  validate: ['/bin/true', '%s'],
  unheard: 'No such process',
} as const
const reads = [file('/Users/x/once.conf', '0644', pieces('a'))]

/** It has run once, and reads its files when it runs again. */
const once = service(import.meta, 'once', {
  title: 'Once',
  summary: 'runs when it is loaded',
  ports: {},
  accepts: [accept('unrotated-log', 'a fixture', 'workload.programs')],
  // here
  workload: hostService({
    at: mac,
    programs: [
      launchAgent({
        ...{ label: 'once', program: ['/bin/cat', '/Users/x/once.conf'], reads, collectLogs: 'untailed' },
        logs: '/Users/x/Library/Logs/once',
        reload: { files: ['/Users/x/once.conf'], ...reload },
      }),
    ],
  }),
})

/** The file has another name. */
const kept = service(import.meta, 'kept', {
  title: 'Kept',
  summary: 'is kept running',
  ports: {},
  // here
  workload: hostService({
    at: server,
    programs: [
      systemdService('kept', {
        description: 'Kept',
        program: ['/bin/cat', '/etc/kept/main.conf'],
        reads: [{ ...file('/etc/kept/main.conf', '0644', pieces('a')), owner: { user: 'root' } }],
        reload: { files: ['/etc/kept/other.conf'], ...reload },
      }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [mac, server], clusters: [], services: [once, kept] })
export const expected: Expected = [
  'unread-option kept workload.programs kept.reload.files',
  'unread-option once workload.programs once.reload',
]
