import {
  aptPackage,
  aptRepository,
  directory,
  file,
  hardenedUnit,
  hostService,
  inHome,
  launchAgent,
  packagedUnit,
  required,
  type UnitSecurity,
} from '@homelab/ansible-gen'
import { folder, type Host, notBackedUp, type ServiceProps, type Volume } from '@homelab/estate/model'
import { dashboard, type HostAlloySettings, hostAlloy, macosDashboard } from '@homelab/observability'
import { type HostBesides, hostWith } from '../host.ts'
import { textfilesOnLinux } from '../textfiles.ts'

interface Both {
  /**
   * Where collectors of the host leave files of metrics, absolute. On Linux by default where those lie that Debian's own
   * collectors write: https://packages.debian.org/bookworm/prometheus-node-exporter-collectors
   */
  readonly textfiles?: string
  /** What is otherwise about what it collects: by default all that the services of the host say, and the host four times a minute. */
  readonly settings?: Partial<Omit<HostAlloySettings, 'textfileDirectory'>>
  /** What else runs, or is kept, with it. */
  readonly host?: HostBesides
}

/** On Linux with apt: the package of Grafana's own repository, and its unit. */
export interface AlloyFromApt extends Both {
  /** As apt writes it: `1.5.1-1`. https://grafana.com/docs/alloy/latest/set-up/install/linux/ */
  readonly version: string
}

/** On a Mac: a program that is put there by hand. */
export interface AlloyByHand extends Both {
  /** Absolute. */
  readonly program: string
  /** How to get it, a sentence. */
  readonly how: string
  /** The label of its LaunchAgent. */
  readonly label: string
  /** Absolute path of its log files without their endings. */
  readonly logs: string
  readonly textfiles: string
}

/** https://grafana.com/docs/alloy/latest/set-up/install/linux/ */
const grafanaApt = aptRepository('grafana', {
  url: 'https://apt.grafana.com',
  suite: 'stable',
  components: ['main'],
  key: { url: 'https://apt.grafana.com/gpg.key', fingerprints: ['B53AE77BADB630A683046005963FA27710458545'] },
})

/**
 * Alloy on a host: metrics of the machine, of the services beside it and of what collectors leave in files; their log files,
 * and the journals of their units. It has the dashboard of Macs on one. Where it pushes to is said beside it (`pushesTo`).
 *
 * @example service(import.meta, 'alloy', { ...alloyOn(server, { version: '1.5.1-1' }) })
 */
export function alloyOn(at: Host, props: AlloyFromApt | AlloyByHand): ServiceProps<never> {
  const own = 'version' in props ? fromApt(at, props) : byHand(at, props)
  return {
    title: 'Alloy',
    summary: 'collects metrics and logs of the host',
    ports: {},
    workload: hostService(hostWith(own, props.host)),
    collects: ['metrics', 'logs'],
    ...(at.platform === 'macos' && { dashboards: [dashboard(macosDashboard)] }),
  }
}

/**
 * It writes where it notes how far it has read, and reads the host: log files in home folders, too; from the first process which
 * file systems are mounted and how, since in its own view all can only be read, and would be told as that; and of the clock how well
 * it is kept. https://github.com/prometheus/node_exporter#enabled-by-default (`filesystem`, `timex`)
 */
const hardened = hardenedUnit({ home: 'reads' })
const reading: UnitSecurity = {
  ...hardened,
  ProtectProc: 'default',
  ProtectClock: false,
  SystemCallFilter: [...(hardened.SystemCallFilter ?? []), 'adjtimex'],
}

function fromApt(at: Host, { version, textfiles = textfilesOnLinux, settings }: AlloyFromApt) {
  const root = { user: 'root' }
  return {
    at,
    packages: [aptPackage('alloy', { repository: grafanaApt, version, users: ['alloy'] })],
    // Collectors of the login write there, and those of root.
    directories: [{ ...directory(textfiles), owner: { user: at.user ?? 'root' } }],
    programs: [
      packagedUnit('alloy', {
        // Whoever reads the journal: https://www.freedesktop.org/software/systemd/man/latest/journalctl.html#Description
        groups: ['adm', 'systemd-journal'],
        security: reading,
        reads: [{ ...file('/etc/alloy/config.alloy', '0644', configuration(textfiles, settings)), owner: root }],
      }),
    ],
    // The package's unit keeps it there.
    data: [positions('/var/lib/alloy')],
  }
}

function byHand(at: Host, { program, how, label, logs, textfiles, settings }: AlloyByHand) {
  const folder = inHome(at, '.config/grafana-alloy')
  const data = inHome(at, '.local/share/grafana-alloy')
  const path = `${folder}/config.alloy`
  return {
    at,
    requires: [required(program, how)],
    directories: [directory(folder), directory(data), directory(textfiles)],
    programs: [
      launchAgent({
        label,
        program: [program, 'run', path, `--storage.path=${data}`],
        keepAlive: true,
        logs,
        reads: [file(path, '0600', configuration(textfiles, settings))],
      }),
    ],
    data: [positions(data)],
  }
}

function positions(path: string): Volume {
  return folder(path, 'how far it has read', notBackedUp('it reads again what is still there'))
}

function configuration(textfileDirectory: string, settings: Both['settings']) {
  const { scrapeIntervalSeconds = 15, disableCollectors = [], logGroups = {} } = settings ?? {}
  return hostAlloy({ scrapeIntervalSeconds, disableCollectors, textfileDirectory, logGroups })
}
