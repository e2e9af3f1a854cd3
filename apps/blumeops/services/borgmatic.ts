import {
  type BorgmaticSettings,
  borgmaticConfiguration,
  borgmaticDashboard,
  borgmaticMeasured,
  borgmaticMeasuredDifferences,
  borgmaticRecorder,
  borgmaticRun,
  collector,
  directory,
  file,
  formula,
  hostService,
  launchAgent,
  maintenance,
  pgpass,
  requiredBorgmatic,
  restoreTest,
} from '@homelab/ansible-gen'
import { cron, daily, folder, type Needs, role, saved, service } from '@homelab/estate'
import { dashboard, dashboardDifferences } from '@homelab/observability'
import { appendOnlyNotes, borgmaticDifferences } from '../backup-notes.ts'
import { agentLogs, brew, collectorLogs, home, programPath, textfilePath } from '../folders.ts'
import { indri } from '../hosts.ts'
import { backups } from '../shares.ts'
import { secrets } from '../vault.ts'
import { blumeopsPg } from './blumeops-pg.ts'

const nightly = daily(2)
const environment = { PATH: programPath }

/** Not older than the servers whose databases are dumped. */
const postgresVersion = 18

const borg = formula('borgbackup', 'borg')

const settings: BorgmaticSettings = {
  configuration: home('.config/borgmatic/config.yaml'),
  command: [brew('opt/mise/bin/mise'), 'x', '--', 'borgmatic'],
  borg: brew('bin/borg'),
  jq: brew('bin/jq'),
  postgresPrograms: brew(`opt/postgresql@${postgresVersion}/bin`),
  postgresVersion,
  sqlite: { program: '/usr/bin/sqlite3', copies: home('.local/state/borgmatic-copies') },
  repository: {
    path: '/Volumes/backups/borg/',
    mountPoint: '/Volumes/backups',
    label: 'sifaka-borg-backups',
    encryption: 'repokey',
    appendOnly: true,
  },
  passCommand: `cat ${home('.borg/config.yaml')}`,
  keep: { daily: 7, monthly: 12, yearly: 1000 },
  checks: [
    // borgmatic counts from the end of the last check: a whole week after it, Sunday's job is too early.
    { name: 'repository', frequency: '6 days' },
    { name: 'archives', frequency: '27 days' },
  ],
  lockWaitSeconds: 3600,
  waitSeconds: 3600,
  runner: home('.local/bin/borgmatic-run'),
  recorder: home('.local/bin/borgmatic-record'),
  records: home('.local/state/borgmatic-runs'),
}

/** facts A8, O1 */
export const borgmatic = service(import.meta, 'borgmatic', {
  title: 'Borgmatic',
  summary: 'backs up folders and databases to the NAS',
  ports: {},
  workload: hostService({
    at: indri,
    requiresVersions: [
      requiredBorgmatic(
        settings,
        environment,
        'Install it with mise use --global pipx:borgmatic@latest; mise itself comes from Homebrew.',
      ),
    ],
    packages: [borg, formula(`postgresql@${postgresVersion}`)],
    directories: [
      directory(home('.config/borgmatic'), '0700'),
      directory(home('.local/bin')),
      directory(settings.records),
    ],
    files: [
      file(home('.pgpass'), '0600', pgpass()),
      file(settings.recorder, '0755', borgmaticRecorder(settings)),
      file(settings.runner, '0755', borgmaticRun(settings)),
      file(settings.configuration, '0600', borgmaticConfiguration(settings)),
      file(home('.local/bin/borgmatic-restore-test'), '0755', restoreTest(settings)),
    ],
    programs: [
      launchAgent({
        label: 'mcquack.eblume.borgmatic',
        program: [settings.runner, 'create'],
        environment,
        keepAlive: false,
        schedule: nightly,
        logs: agentLogs('borgmatic'),
      }),
      launchAgent({
        label: 'mcquack.eblume.borgmatic-maintenance',
        program: [settings.runner, ...maintenance(settings)],
        environment,
        schedule: cron('0 4 * * 0'),
        logs: agentLogs('borgmatic-maintenance'),
      }),
    ],
    data: [
      folder(home('code/personal/zk'), 'notes', saved('critical'), 'Zettelkasten'),
      folder(home('.config/borgmatic'), 'the configuration of the backups', saved('high'), 'borgmatic_config'),
      folder(home('Documents'), 'documents', saved('high'), 'Documents'),
    ],
    notes: appendOnlyNotes,
  }),
  dashboards: [dashboard(borgmaticDashboard)],
  backsUp: {
    repository: settings.repository.label,
    schedule: nightly,
    longestSeconds: 4 * 3600,
    // Mounted at the repository's mount point. facts O1, N7
    share: backups,
  },
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
  title: 'Borgmatic metrics',
  summary: 'measures size, age and outcome of the backups',
  ports: {},
  workload: hostService({
    at: indri,
    packages: [borg, formula('jq')],
    programs: [
      collector({
        label: 'mcquack.eblume.borgmatic-metrics',
        script: home('.local/bin/borgmatic-metrics'),
        ...borgmaticMeasured(textfilePath('borgmatic'), {
          settings,
          timeoutSeconds: 900,
          lockWaitSeconds: 600,
        }),
        everySeconds: 3600,
        logs: collectorLogs('mcquack.borgmatic-metrics'),
      }),
    ],
  }),
  differences: borgmaticMeasuredDifferences,
})
