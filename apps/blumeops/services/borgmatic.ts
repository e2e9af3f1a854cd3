import { borgmaticDashboard, borgmaticMeasuredDifferences } from '@homelab/ansible-gen'
import { daily, folder, type Needs, role, saved, service } from '@homelab/estate'
import { dashboardDifferences } from '@homelab/observability'
import { borgmaticMeasuredOn, borgmaticOn, borgmaticSettings } from '@homelab/services'
import { appendOnlyNotes, borgmaticDifferences } from '../backup-notes.ts'
import { agentLogs, brew, collectorLogs, home, programPath, textfilePath } from '../folders.ts'
import { indri } from '../hosts.ts'
import { backups } from '../shares.ts'
import { secrets } from '../vault.ts'
import { blumeopsPg } from './blumeops-pg.ts'

const settings = borgmaticSettings(indri, {
  command: [brew('opt/mise/bin/mise'), 'x', '--', 'borgmatic'],
  // Not older than the servers whose databases are dumped.
  postgresVersion: 18,
  repository: {
    path: '/Volumes/backups/borg/',
    mountPoint: '/Volumes/backups',
    label: 'sifaka-borg-backups',
    encryption: 'repokey',
    appendOnly: true,
  },
  passCommand: `cat ${home('.borg/config.yaml')}`,
  keep: { daily: 7, monthly: 12, yearly: 1000 },
})

/** facts A8, O1 */
export const borgmatic = service(import.meta, 'borgmatic', {
  ...borgmaticOn(indri, {
    settings,
    job: 'mcquack.eblume.borgmatic',
    how: 'Install it with mise use --global pipx:borgmatic@latest; mise itself comes from Homebrew.',
    schedule: daily(2),
    // Mounted at the repository's mount point. facts O1, N7
    share: backups,
    environment: { PATH: programPath },
    logs: agentLogs,
    host: {
      data: [
        folder(home('code/personal/zk'), 'notes', saved('critical'), 'Zettelkasten'),
        folder(home('.config/borgmatic'), 'the configuration of the backups', saved('high'), 'borgmatic_config'),
        folder(home('Documents'), 'documents', saved('high'), 'Documents'),
      ],
      notes: appendOnlyNotes,
    },
  }),
  summary: 'backs up folders and databases to the NAS',
  needs: (): Needs => [
    role(blumeopsPg, 'borgmatic', {
      password: secrets.borgmatic['db-password'],
      memberOf: ['pg_read_all_data'],
      reason: 'dumps every database',
    }),
  ],
  differences: [...borgmaticDifferences, ...dashboardDifferences(borgmaticDashboard)],
})

/** facts A9, A10 */
export const borgmaticMetrics = service(import.meta, 'borgmatic-metrics', {
  ...borgmaticMeasuredOn(indri, {
    settings,
    job: 'mcquack.eblume.borgmatic-metrics',
    textfile: textfilePath('borgmatic'),
    logs: collectorLogs('mcquack.borgmatic-metrics'),
  }),
  differences: borgmaticMeasuredDifferences,
})
