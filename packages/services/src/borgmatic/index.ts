import {
  type BorgmaticSettings,
  borgmaticConfiguration,
  borgmaticDashboard,
  borgmaticKnownHosts,
  borgmaticRecorder,
  borgmaticRun,
  borgOverSsh,
  directory,
  file,
  type HostFile,
  type HostServiceProps,
  hostService,
  inHome,
  launchAgent,
  maintenance,
  type Program,
  pgpass,
  requiredBorgmatic,
  restoreTest,
  systemdTimer,
} from '@homelab/ansible-gen'
import { cron, type Host, type Schedule, type ServiceProps, type Share } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { dashboard } from '@homelab/observability'
import { type HostBesides, hostWith } from '../host.ts'
import { textfilesOnLinux } from '../textfiles.ts'
import { collectorOf } from './measured.ts'
import { borgOn, jqOn, postgresOn, sqliteOn } from './packages.ts'

export { type BorgmaticMeasuredProps, borgmaticMeasuredOn } from './measured.ts'
export { type BorgmaticFacts, borgmaticSettings } from './settings.ts'

const withPipx = 'Install it with pipx install --global borgmatic.'

export interface BorgmaticProps {
  /** `borgmaticSettings(host, …)`: whoever measures the repository needs them as well. */
  readonly settings: BorgmaticSettings
  /** The label of its LaunchAgent, or the name of its timer; `-maintenance` is added for the second one. */
  readonly job: string
  /**
   * How to get borgmatic, a sentence: distributions bring versions that are too old. On Linux by pipx for all users, by default:
   * https://torsion.org/borgmatic/how-to/install-borgmatic/
   */
  readonly how?: string
  /** When archives are made. */
  readonly schedule: Schedule
  /** When old archives are pruned and the repository is checked; on Sundays at four by default. */
  readonly maintenance?: Schedule
  /** How long a run may take, in seconds; four hours by default: an archive is late after that. */
  readonly longestSeconds?: number
  /** The share on which the repository lies, where it lies on one. */
  readonly share?: Share
  /** Variables of its jobs: `PATH`, where programs that it calls lie elsewhere. */
  readonly environment?: Readonly<Record<string, string>>
  /** On a Mac: where the log files of a job lie, absolute, without their endings; below `Library/Logs` by default. */
  readonly logs?: (job: 'borgmatic' | 'borgmatic-maintenance' | 'borgmatic-metrics') => string
  /**
   * The file of metrics about the repository, absolute, where no service of its own (`borgmaticMeasuredOn`) writes it. On Linux
   * `true` is one of the job's name where the host's collector (`alloyOn`) reads.
   */
  readonly measured?: string | true
  /** What else belongs to it: folders of people that are saved, in `data`. */
  readonly host?: HostBesides
}

/**
 * borgmatic on a host: it saves what services of the host, and databases of the estate, say of their backups; keeps the
 * repository in order; and brings a script that restores the newest archive into a scratch folder and compares. It has the
 * dashboard of backups. A role that reads the databases is said beside it, in `needs`.
 *
 * @example service(import.meta, 'borgmatic', { ...borgmaticOn(server, { settings, job: 'borgmatic', how: 'Install it with pipx.', schedule: daily(2) }) })
 */
export function borgmaticOn(at: Host, props: BorgmaticProps): ServiceProps<never> {
  const { settings, schedule, environment = {}, longestSeconds = 4 * 3600, share } = props
  const { name, repository } = settings
  const suffix = name === undefined ? '' : `-${name}`
  const own: HostServiceProps = {
    at,
    requiresVersions: [requiredBorgmatic(settings, environment, props.how ?? withPipx)],
    packages: [
      borgOn(at),
      postgresOn(at, settings),
      ...sqliteOn(at, settings),
      ...(props.measured === undefined ? [] : [jqOn(at)]),
    ],
    directories: [
      directory(folderOf(settings.configuration), '0700'),
      directory(folderOf(settings.runner)),
      directory(settings.records),
    ],
    files: [
      file(settings.passwords ?? inHome(at, '.pgpass'), '0600', pgpass()),
      ...overSsh(settings),
      file(settings.recorder, '0755', borgmaticRecorder(settings)),
      file(settings.runner, '0755', borgmaticRun(settings)),
      file(settings.configuration, '0600', borgmaticConfiguration(settings)),
      file(inHome(at, `.local/bin/borgmatic-restore-test${suffix}`), '0755', restoreTest(settings)),
    ],
    programs: [...jobs(at, props), ...measuring(at, props)],
  }
  return {
    title: name === undefined ? 'Borgmatic' : `Borgmatic ${name}`,
    summary: `backs up folders and databases${name === undefined ? '' : `, ${name}`}`,
    ports: {},
    workload: hostService(hostWith(own, props.host)),
    // It shows all repositories.
    dashboards: name === undefined ? [dashboard(borgmaticDashboard)] : [],
    backsUp: {
      ...{ repository: repository.label, schedule, longestSeconds },
      ...present({ share, server: repository.ssh?.host }),
    },
  }
}

/** What belongs to a repository that a server keeps. */
function overSsh({ borg, repository: { ssh } }: BorgmaticSettings): readonly HostFile[] {
  if (ssh === undefined) return []
  return [file(ssh.knownHosts, '0600', borgmaticKnownHosts(ssh)), file(borg, '0755', borgOverSsh(ssh))]
}

function measuring(at: Host, { settings, job, measured, logs }: BorgmaticProps): readonly Program[] {
  return measured === undefined
    ? []
    : [
        collectorOf(at, {
          settings,
          job: `${job}-metrics`,
          textfile: measured === true ? `${textfilesOnLinux}/${job}.prom` : measured,
          ...present({ logs: logs?.('borgmatic-metrics') }),
        }),
      ]
}

function jobs(at: Host, props: BorgmaticProps): readonly Program[] {
  const { settings, job, schedule, environment = {} } = props
  const { logs = (name: string) => inHome(at, `Library/Logs/${name}`) } = props
  const kept = props.maintenance ?? cron('0 4 * * 0')
  const inOrder = [settings.runner, ...maintenance(settings)] as const
  if (at.platform !== 'macos') {
    const both = { ...present({ user: at.user }), environment }
    return [
      systemdTimer(job, {
        description: 'Makes an archive',
        program: [settings.runner, 'create'],
        schedule,
        ...both,
      }),
      systemdTimer(`${job}-maintenance`, {
        description: 'Prunes and checks the archives',
        program: inOrder,
        schedule: kept,
        ...both,
      }),
    ]
  }
  return [
    launchAgent({
      label: job,
      program: [settings.runner, 'create'],
      environment,
      keepAlive: false,
      schedule,
      logs: logs('borgmatic'),
    }),
    launchAgent({
      label: `${job}-maintenance`,
      program: inOrder,
      environment,
      schedule: kept,
      logs: logs('borgmatic-maintenance'),
    }),
  ]
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
