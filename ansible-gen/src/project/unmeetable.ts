import { type Finding, known } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'

/** What a host has not, or does not allow, whatever the roles do. */
export function unmeetable(services: readonly HostService[]): Finding[] {
  return services.flatMap(each => [
    ...withoutHomebrew(each),
    ...relativeSearches(each),
    ...relativePrograms(each),
    ...privilegedPorts(each),
  ])
}

function withoutHomebrew({ service, workload: { packages = [] }, host }: HostService): Finding[] {
  if (host.brewPrefix !== undefined) return []
  return packages
    .filter(({ from }) => from !== 'distribution')
    .map(
      ({ name, from }): Finding => ({
        code: 'unprovided-reference',
        where: { subject: service.name, path: 'workload.packages', file: service.file },
        problem: `${host.name} has no Homebrew, which is to install this ${from}`,
        got: name,
        fix: 'say `distributionPackage`, or give the host its `brewPrefix`',
      }),
    )
}

/** Whoever finds programs relative to a folder runs what lies wherever it happens to be. */
function relativeSearches({ service, programs }: HostService): Finding[] {
  return programs.flatMap(({ owns: { searches = '/', label = '' } }) =>
    searches
      .split(':')
      .filter(folder => !folder.startsWith('/'))
      .map(
        (folder): Finding => ({
          code: 'invalid-path',
          where: { subject: service.name, path: `workload.programs ${label}`, file: service.file },
          problem: 'an entry of its `PATH` is not absolute',
          got: JSON.stringify(folder),
          fix: 'say the whole path of the folder',
        }),
      ),
  )
}

/** Relative to which folder nobody knows. A name alone is looked up, where whoever starts the program does. */
function relativePrograms({ service, workload: { requires = [] } }: HostService): Finding[] {
  const started = known(service.runs.units).flatMap(unit =>
    unit.program?.includes('/') !== true ? [] : [{ path: `workload.programs ${unit.name}`, got: unit.program }],
  )
  const byHand = requires.map(({ path }) => ({ path: 'workload.requires', got: path }))
  return [...started, ...byHand]
    .filter(({ got }) => !got.startsWith('/'))
    .map(({ path, got }) => ({
      code: 'invalid-path',
      where: { subject: service.name, path, file: service.file },
      problem: 'the path of the program is not absolute',
      got,
      fix: 'say the whole path of the program',
    }))
}

/** Below it only root listens on Linux: https://man7.org/linux/man-pages/man7/ip.7.html, `ip_unprivileged_port_start`. */
const UNPRIVILEGED = 1024

function privilegedPorts({ service, programs, host }: HostService): Finding[] {
  if (host.platform !== 'linux' || programs.length === 0) return []
  const may = ({ owns: { user = host.user, capabilities = [] } }: HostService['programs'][number]): boolean =>
    user === 'root' || capabilities.includes('CAP_NET_BIND_SERVICE')
  if (programs.some(may)) return []
  return Object.entries(service.ports)
    .filter(([, { port, target = port }]) => target < UNPRIVILEGED)
    .map(
      ([name, { port, target = port }]): Finding => ({
        code: 'invalid-port',
        where: { subject: service.name, path: `ports.${name}`, file: service.file },
        problem: `none of its programs runs as root, and nobody else may listen on a port below ${UNPRIVILEGED} there`,
        got: String(target),
        fix: 'take a higher port, which a proxy leads to, give the unit the capability NET_BIND_SERVICE, or run the program as root',
      }),
    )
}
