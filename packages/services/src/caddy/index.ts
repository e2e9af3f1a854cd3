import {
  type CaddyDns,
  type CaddySettings,
  caddyfile,
  directory,
  distributionPackage,
  environmentWrapper,
  file,
  type HostServiceProps,
  hardenedUnit,
  hostService,
  inHome,
  launchAgent,
  pieces,
  type Reload,
  required,
  systemdService,
  systemUser,
} from '@homelab/ansible-gen'
import { folder, type Host, https, notBackedUp, type Secret, type ServiceProps } from '@homelab/estate/model'
import { type HostBesides, hostWith } from '../host.ts'

export interface CaddyProps {
  /** The label of its LaunchAgent, or the name of its unit. */
  readonly job: string
  /** Absolute; `/usr/local/bin/caddy` by default. A distribution's has no module for any DNS provider. */
  readonly program?: string
  /** How to get it, with the module of the DNS provider: a sentence. */
  readonly how: string
  readonly dns: CaddyDns
  /** The variable in which `dns` finds what opens the provider; and the name of its file on a Mac, `token` by default. */
  readonly token: { readonly variable: string; readonly value: Secret; readonly file?: string }
  /** The label of a route: the base domain's page names it as an example. */
  readonly example: string
  /** What a host name gets that no service has; 404 and `Unknown service` by default. */
  readonly unknownHost?: CaddySettings['unknownHost']
  /** The folder of its configuration, absolute; by default `.config/caddy` in the home on a Mac, `/etc/caddy` on Linux. */
  readonly settings?: string
  /**
   * The folder of its certificates, absolute. By default that of Caddy's own conventions: `.local/share/caddy` on a Mac,
   * `/var/lib/caddy` on Linux. https://caddyserver.com/docs/conventions#data-directory
   */
  readonly data?: string
  /** On a Mac: absolute path of its log files without their endings; below `Library/Logs` by default. */
  readonly logs?: string
  /** What else belongs to it. */
  readonly host?: HostBesides
}

/**
 * Caddy on a host, as a private proxy: it answers on 443 for every name of its private domains, with certificates that it
 * gets through the DNS provider. A second port for those who run the estate is said beside it, in `ports` and `audiences`;
 * domains besides the one called `ops`, or in its place, in `serves: ['lab']`.
 *
 * @example service(import.meta, 'caddy', { ...caddyOn(server, { job: 'caddy', how: 'Build it with xcaddy.', dns: { provider: 'gandi', tokenVariable: 'TOKEN' }, token: { variable: 'TOKEN', value: secrets.password }, example: 'wiki' }) })
 */
export function caddyOn(at: Host, props: CaddyProps): ServiceProps<'https'> {
  const own = at.platform === 'macos' ? onMac(at, props) : onLinux(at, props)
  return {
    title: 'Caddy',
    summary: 'private reverse proxy',
    ports: { https: https(443) },
    workload: hostService(hostWith(own, props.host)),
    serves: 'ops',
  }
}

/** launchd has no files of variables: a script reads them. */
function onMac(at: Host, props: CaddyProps): HostServiceProps {
  const { job, token, settings = inHome(at, '.config/caddy'), data = inHome(at, '.local/share/caddy') } = props
  const { program = standardProgram, logs = inHome(at, `Library/Logs/${job}`) } = props
  const configuration = `${settings}/Caddyfile`
  const wrapper = `${settings}/caddy-wrapper.sh`
  const secret = `${settings}/${token.file ?? 'token'}`
  return {
    at,
    requires: [required(program, props.how)],
    directories: [directory(settings), directory(data)],
    programs: [
      launchAgent({
        label: job,
        program: [wrapper],
        workingDirectory: data,
        environment: { XDG_DATA_HOME: inHome(at, '.local/share'), XDG_CONFIG_HOME: inHome(at, '.config') },
        keepAlive: true,
        reload: reloaded(program, configuration, token.variable),
        logs,
        reads: [
          file(secret, '0600', pieces(token.value)),
          file(configuration, '0644', configured(props, `${data}/${socketName}`)),
          file(
            wrapper,
            '0755',
            environmentWrapper({
              variables: { [token.variable]: secret },
              program: [program, 'run', '--config', configuration],
            }),
          ),
        ],
      }),
    ],
    data: [certificates(data)],
  }
}

/** As a user of its own that may take low ports and write its certificates, and nothing else. systemd itself reads the variables. */
function onLinux(at: Host, props: CaddyProps): HostServiceProps {
  const { job, token, program = standardProgram, settings = '/etc/caddy', data = '/var/lib/caddy' } = props
  const variables = `${settings}/environment`
  const configuration = `${settings}/Caddyfile`
  const root = { user: 'root' }
  return {
    at,
    requires: [required(program, props.how)],
    packages: [distributionPackage('ca-certificates')],
    users: [systemUser(user)],
    directories: [
      { ...directory(settings), owner: root },
      { ...directory(data, '0700'), owner: { user } },
    ],
    programs: [
      systemdService(job, {
        description: 'Caddy, the private reverse proxy',
        program: [program, 'run', '--config', configuration],
        user,
        environment: { XDG_DATA_HOME: data, XDG_CONFIG_HOME: data },
        environmentFiles: [variables],
        after: ['network-online.target'],
        security: hardenedUnit({ capabilities: ['NET_BIND_SERVICE'] }),
        reload: reloaded(program, configuration, token.variable),
        reads: [
          { ...file(variables, '0600', pieces(`${token.variable}=`, token.value, '\n')), owner: root },
          { ...file(configuration, '0644', configured(props, `${data}/${socketName}`)), owner: root },
        ],
      }),
    ],
    data: [certificates(data)],
  }
}

/** Whom it runs as on Linux. */
const user = 'caddy'
const standardProgram = '/usr/local/bin/caddy'

/** Beside its certificates, where it may write. */
const socketName = 'admin.sock'

function configured(
  { dns, example, unknownHost = { status: 404, body: 'Unknown service' } }: CaddyProps,
  socket: string,
) {
  return caddyfile({ dns, unknownHost, example, socket })
}

/**
 * A new configuration is taken over while connections go on; what opens the DNS provider is an environment variable, which
 * Caddy reads once: a change of that restarts it. Before a file is written, it is read with a stand-in for that: some modules
 * look at its length.
 */
function reloaded(program: string, configuration: string, variable: string): Reload {
  const caddyfileAt = (path: string) => ['--adapter', 'caddyfile', '--config', path] as const
  return {
    files: [configuration],
    command: [program, 'reload', ...caddyfileAt(configuration)],
    validate: ['env', `${variable}=${'stand-in-'.repeat(4)}`, program, 'validate', ...caddyfileAt('%s')],
    unheard: 'connect: (no such file or directory|connection refused)',
  }
}

function certificates(data: string) {
  return folder(data, 'certificates', notBackedUp('certificates are issued again'))
}
