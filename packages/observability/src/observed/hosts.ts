import { type Host, lookup, partsOf, type Resolved, type ResolvedService, type Textfile } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { withIncluded } from '../exporters/catalogue.ts'
import { type BackupMetrics, exporterParts } from '../exporters/exporter.ts'
import type { ObservedBackup, ObservedHost, ObservedTextfile } from '../metrics/observed.ts'
import { type Collectors, collectorOn } from './collectors.ts'
import type { KnownTarget } from './targets.ts'
import { watched } from './watched.ts'

const hour = 3600

/** The hosts with node_exporter, in a collector or alone. */
export function hostsIn(resolved: Resolved, targets: readonly KnownTarget[]): readonly ObservedHost[] {
  return targets.flatMap(({ of: service, series, exporters }) => {
    const host = lookup(resolved).host(service.at.name)
    if (host === undefined || !withIncluded(partsOf(resolved), exporters).includes('node')) return []
    return [{ ...watched(service), title: host.name, series: instanceOf(host, series), ...familyOf(host) }]
  })
}

/** The series of a host whose collector names all of them after it; else those of the one target. */
function instanceOf({ name }: Host, series: ObservedHost['series']): ObservedHost['series'] {
  return series['instance'] === name ? { instance: name } : series
}

function familyOf({ platform, disks }: Host): Pick<ObservedHost, 'family' | 'mountpoints'> {
  return {
    family: platform === 'macos' ? 'macos' : 'linux',
    ...present({ mountpoints: disks }),
  }
}

/** The files of metrics that a collector reads. */
export function textfilesIn({ services }: Resolved, collectors: Collectors): readonly ObservedTextfile[] {
  return services.flatMap(service => {
    const instance = collectorOn(collectors, service.at)?.host.name
    if (instance === undefined) return []
    return service.textfiles.map(({ path, everySeconds }) => ({
      ...watched(service),
      title: `Metrics in ${path.slice(path.lastIndexOf('/') + 1)}`,
      file: path,
      series: { instance },
      periodSeconds: everySeconds,
    }))
  })
}

/**
 * The backup repositories that are measured, each by a text file that is about it. An archive's time is its beginning:
 * when the next one is due, the newest that anybody knows of is older by a run's duration and the time between two looks
 * at the repository.
 */
export function backupsIn(resolved: Resolved, collectors: Collectors): readonly ObservedBackup[] {
  const { services } = resolved
  const measures = ({ exporter }: Textfile): BackupMetrics | undefined =>
    exporterParts.of(partsOf(resolved), exporter)?.backups
  return services.flatMap(service => {
    const { backsUp, at } = service
    if (backsUp === undefined) return []
    const { repository } = backsUp
    const instance = collectorOn(collectors, at)?.host.name
    const look = services
      .filter(other => collectorOn(collectors, other.at)?.host.name === instance)
      .flatMap(({ textfiles }) => textfiles)
      .find(textfile => textfile.repository === repository && measures(textfile) !== undefined)
    const metrics = look === undefined ? undefined : measures(look)
    if (instance === undefined || look === undefined || metrics === undefined) return []
    // Schedules are in local time: once a year a day has 25 hours.
    const graceSeconds = backsUp.longestSeconds + look.everySeconds + hour
    return [
      {
        ...watched(service),
        series: { instance, repository },
        metrics,
        sources: sourcesOf(resolved, service),
        periodSeconds: backsUp.longestPauseSeconds,
        graceSeconds,
      },
    ]
  })
}

/** As the collector names them: what asks to be saved on the service's place, and all dumps of servers as one. */
function sourcesOf({ backups, roles }: Resolved, { name, at }: ResolvedService): readonly string[] {
  const here = backups.flatMap(entry =>
    (entry.kind === 'directory' || entry.kind === 'sqlite') && entry.at.kind === at.kind && entry.at.name === at.name
      ? [entry.name]
      : [],
  )
  const dumps = backups.some(
    entry => entry.kind === 'dump' && roles.some(({ service, server }) => service === name && server === entry.server),
  )
  const mariadb = backups.some(
    entry => entry.kind === 'mariadb' && entry.at.kind === at.kind && entry.at.name === at.name,
  )
  return [...here, ...(dumps ? ['PostgreSQL'] : []), ...(mariadb ? ['MariaDB'] : [])]
}
