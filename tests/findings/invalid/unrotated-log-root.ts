import { file, formula, hostService, launchAgent, launchDaemon, logRotation } from '@homelab/ansible-gen'
import { daily, host, service } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

const mac = host('mac', {
  platform: 'macos',
  role: 'a Mac',
  home: '/Users/someone',
  brewPrefix: '/opt/homebrew',
  ownedPaths: ['/Library/LaunchDaemons', '/var/log'],
})
const configuration = '/Users/someone/logrotate.conf'
const common = { collectLogs: 'untailed' } as const

const rotation = service(import.meta, 'rotation', {
  title: 'Rotation',
  summary: 'keeps the files of the login short',
  ports: {},
  workload: hostService({
    at: mac,
    packages: [formula('logrotate')],
    programs: [
      launchAgent({
        ...common,
        label: 'rotation',
        program: ['/opt/homebrew/sbin/logrotate', configuration],
        schedule: daily(4, 0),
        logs: '/Users/someone/Library/Logs/rotation',
        reads: [file(configuration, '0644', logRotation({ megabytes: 10, keep: 3 }))],
      }),
    ],
  }),
})

/** Whoever is not root may not empty its files. */
const watcher = service(import.meta, 'watcher', {
  title: 'Watcher',
  summary: 'runs as root',
  ports: {},
  // here
  workload: hostService({
    at: mac,
    programs: [
      launchDaemon({
        ...common,
        label: 'watcher',
        program: ['/usr/bin/true'],
        keepAlive: true,
        logs: '/var/log/watcher',
      }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [box, mac], clusters: [kind], services: [rotation, watcher] })
export const expected: Expected = ['unrotated-log watcher workload.programs']
