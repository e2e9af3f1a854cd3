import { directory, file, formula, hostService, launchAgent, logRotation } from '@homelab/ansible-gen'
import { daily, difference, service } from '@homelab/estate'
import { agentLogs, brew, home } from '../folders.ts'
import { indri } from '../hosts.ts'

const configuration = home('.config/logrotate/logrotate.conf')
const state = home('.local/state/logrotate')

/** Nothing else makes the log files of the host's jobs shorter. */
export const logrotate = service(import.meta, 'logrotate', {
  title: 'logrotate',
  summary: 'keeps log files short',
  ports: {},
  workload: hostService({
    at: indri,
    packages: [formula('logrotate')],
    directories: [directory(home('.config/logrotate')), directory(state)],
    programs: [
      launchAgent({
        label: 'mcquack.eblume.logrotate',
        program: [brew('sbin/logrotate'), `--state=${state}/status`, configuration],
        schedule: daily(4, 15),
        logs: agentLogs('logrotate'),
        reads: [file(configuration, '0644', logRotation({ megabytes: 20, keep: 4 }))],
      }),
    ],
  }),
  differences: [
    difference('log files of jobs on indri', {
      today: 'grow forever',
      now: 'copied, compressed and emptied above 20 MiB each night, four old ones of each kept',
      why: 'a full disk stops every service of the host, databases and backups among them',
      facts: 'A6-A9, A14, A15',
      changes: [{ kind: 'role' }],
    }),
  ],
})
