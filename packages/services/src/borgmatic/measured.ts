import {
  type BorgmaticSettings,
  borgmaticMeasured,
  collector,
  type HostServiceProps,
  hostService,
  inHome,
  type Program,
  systemdCollector,
} from '@homelab/ansible-gen'
import type { Host, ServiceProps } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type HostBesides, hostWith } from '../host.ts'
import { borgOn, jqOn } from './packages.ts'

export interface BorgmaticMeasuredProps {
  readonly settings: BorgmaticSettings
  /** The label of its LaunchAgent, or the name of its timer. */
  readonly job: string
  /** The file of metrics that it writes, absolute: in the folder that the host's collector reads. */
  readonly textfile: string
  /** On a Mac: absolute path of its log files without their endings; below `Library/Logs` by default. */
  readonly logs?: string
  /** What else belongs to it. */
  readonly host?: HostBesides
}

/**
 * Measures a repository of borgmatic once an hour, for the alerts of old and failed backups. Each question to borg has a
 * quarter of an hour, and waits ten minutes for a run that holds the repository.
 *
 * @example service(import.meta, 'backup-metrics', borgmaticMeasuredOn(server, { settings, job: 'backup-metrics', textfile: '/var/lib/metrics/backup.prom' }))
 */
export function borgmaticMeasuredOn(at: Host, props: BorgmaticMeasuredProps): ServiceProps<never> {
  const { name } = props.settings
  const own: HostServiceProps = { at, packages: [borgOn(at), jqOn(at)], programs: [collectorOf(at, props)] }
  return {
    title: `Borgmatic ${name === undefined ? '' : `${name} `}metrics`,
    summary: 'measures size, age and outcome of the backups',
    ports: {},
    workload: hostService(hostWith(own, props.host)),
  }
}

/** The job that measures. */
export function collectorOf(at: Host, props: Omit<BorgmaticMeasuredProps, 'host'>): Program {
  const { settings, job, textfile, logs = inHome(at, `Library/Logs/${job}`) } = props
  const { name } = settings
  const asked = {
    script: inHome(at, `.local/bin/borgmatic-metrics${name === undefined ? '' : `-${name}`}`),
    ...borgmaticMeasured(textfile, { settings, timeoutSeconds: 900, lockWaitSeconds: 600 }),
    everySeconds: 3600,
  }
  const description = 'Measures the backups'
  return at.platform === 'macos'
    ? collector({ label: job, ...asked, logs })
    : systemdCollector(job, { description, ...present({ user: at.user }), ...asked })
}
