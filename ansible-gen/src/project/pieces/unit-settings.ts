import type { Volume } from '@homelab/estate/model'
import type { UnitSecurity } from '../../host/systemd/security.ts'
import { type UnitSettings, variablesOf } from '../../host/systemd/settings.ts'
import { hostServices } from '../host-services.ts'
import { isInside } from '../own-paths.ts'
import { folderName, type Rendering } from '../rendering.ts'

/** As `printUnit` takes it. */
export type Setting = readonly [name: string, value: string | readonly string[]]

/** After a target that nobody asks for is at once. https://systemd.io/NETWORK_ONLINE/ */
const networkOnline = 'network-online.target'

/** What stands in `[Unit]`. */
export function orderSettings(rendering: Rendering, unit: UnitSettings): readonly Setting[] {
  const { after = [] } = unit
  return [
    ...mountsFor(rendering, unit).map(where => ['RequiresMountsFor', [where]] as const),
    ...after.map(other => ['After', other] as const),
    ...after.filter(other => other === networkOnline).map(other => ['Wants', other] as const),
  ]
}

/** Where its host mounts what it needs: it is not started into the empty folder below. */
function mountsFor({ resolved, host, workload: { data = [] } }: Rendering, unit: UnitSettings): readonly string[] {
  const { workingDirectory, security = {} } = unit
  const paths = [
    ...data.flatMap(({ path }) => path ?? []),
    ...(security.ReadWritePaths ?? []),
    ...(workingDirectory === undefined ? [] : [workingDirectory]),
  ]
  const mounted = hostServices(resolved)
    .filter(each => each.host.name === host.name)
    .flatMap(({ programs }) => programs.flatMap(({ owns }) => owns.mounts ?? []))
  return [...new Set(mounted)].filter(where => paths.some(path => isInside([where], path)))
}

/** What stands in `[Service]` before its program. */
export function runSettings(unit: UnitSettings): readonly Setting[] {
  const { user, group, groups = [], workingDirectory, environmentFiles = [], beforeStart = [] } = unit
  return [
    ...(user === undefined ? [] : [['User', user] as const]),
    ...(group === undefined ? [] : [['Group', group] as const]),
    ...(groups.length === 0 ? [] : [['SupplementaryGroups', groups] as const]),
    ...(workingDirectory === undefined ? [] : [['WorkingDirectory', workingDirectory] as const]),
    ...Object.entries(variablesOf(unit)).map(([name, value]) => ['Environment', [`${name}=${value}`]] as const),
    ...environmentFiles.map(path => ['EnvironmentFile', path] as const),
    ...beforeStart.map(command => ['ExecStartPre', command] as const),
  ]
}

/** Each member of these is a setting of its own. */
const repeated: ReadonlySet<string> = new Set(['DeviceAllow', 'SystemCallFilter'])

/**
 * What stands at the end of `[Service]`. Where the whole system is kept from being written, the data of its service is not.
 *
 * @param writes what it writes besides, absolute
 */
export function securitySettings(
  { security = {} }: UnitSettings,
  data: readonly Volume[],
  writes: readonly string[] = [],
): readonly Setting[] {
  const own = security.ProtectSystem === 'strict' ? [...foldersOf(data), ...writes.map(folderName)] : []
  const paths = [...new Set([...(security.ReadWritePaths ?? []), ...own])]
  const all: UnitSecurity = { ...security, ...(paths.length > 0 && { ReadWritePaths: paths }) }
  return Object.entries(all)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]): readonly Setting[] => {
      if (!Array.isArray(value)) return [[name, String(value)]]
      const members = value as readonly string[]
      return repeated.has(name) ? members.map(member => [name, member]) : [[name, members]]
    })
}

/** A database that is a file has others beside it meanwhile. */
function foldersOf(data: readonly Volume[]): readonly string[] {
  return data.flatMap(({ path, database }) =>
    path === undefined ? [] : [database === 'sqlite' ? folderName(path) : path],
  )
}
