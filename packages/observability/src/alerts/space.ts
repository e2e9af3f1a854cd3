import { matching } from '../drawing/selector.ts'
import type { ObservedHost, ObservedVolume } from '../metrics/observed.ts'
import { diskUsage, volumeUsage } from '../metrics/usage.ts'
import { type AlertRule, type RuleProps, type Runbooks, rule } from './rule.ts'

/** Full enough to act today, whatever the trend. */
const full = 0.9
/** Below it a trend says nothing: a fresh volume always grows. */
const trendFrom = 0.5
const trendDays = 4

/** A volume is nearly full, and a volume will be. */
export function volumeRules(volume: ObservedVolume, runbooks: Runbooks): readonly AlertRule[] {
  const usage = volumeUsage(volume.measured)
  const labels = { volume: volume.name }
  const isFull: RuleProps = {
    alert: 'VolumeFull',
    expr: fullNow(usage),
    for: '15m',
    severity: 'critical',
    summary: `${volume.title} is nearly full`,
    description: '{{ $value | humanizePercentage }} of it is used. Make it larger, or shorten what it keeps.',
    labels,
  }
  const fills: RuleProps = {
    alert: 'VolumeFilling',
    expr: fullSoon(usage),
    for: '1h',
    severity: 'warning',
    summary: `${volume.title} will be full within ${trendDays} days`,
    description: 'As it grew in the last six hours. Make it larger, or shorten what it keeps.',
    labels,
  }
  return [rule(volume, runbooks, isFull), rule(volume, runbooks, fills)]
}

/** A filesystem of a host is nearly full, one will be, and one of which nothing is known. */
export function diskRules(host: ObservedHost, runbooks: Runbooks): readonly AlertRule[] {
  const usage = diskUsage(host)
  const isFull: RuleProps = {
    alert: 'HostDiskFull',
    expr: fullNow(usage),
    for: '15m',
    severity: 'critical',
    summary: `A disk of ${host.title} is nearly full`,
    description: '{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} is used.',
  }
  const fills: RuleProps = {
    alert: 'HostDiskFilling',
    expr: fullSoon(usage),
    for: '1h',
    severity: 'warning',
    summary: `A disk of ${host.title} will be full within ${trendDays} days`,
    description: '{{ $labels.mountpoint }}, as it grew in the last six hours.',
  }
  return [
    rule(host, runbooks, isFull),
    rule(host, runbooks, fills),
    ...unseen(host).map(each => rule(host, runbooks, each)),
  ]
}

/** A mount point that is spelt otherwise or not mounted, a collector that is off: nobody would hear of a disk that is full. */
function unseen({ title, series, mountpoints }: ObservedHost): readonly RuleProps[] {
  const what: readonly (readonly [who: string, of: object])[] =
    mountpoints === undefined
      ? [['All of them are', {}]]
      : mountpoints.map(mountpoint => [`The one at ${mountpoint} is`, { mountpoint }])
  return what.map(([who, of]) => ({
    alert: 'HostDiskUnseen',
    expr: `absent(node_filesystem_size_bytes${matching({ ...series, ...of })})`,
    for: '15m',
    severity: 'warning',
    summary: `A disk of ${title} is not measured`,
    description: `${who} out of sight: not mounted, or not collected. Nothing tells when it is full.`,
    labels: { ...of },
  }))
}

function fullNow(usage: string): string {
  return `(${usage}) > ${full}`
}

function fullSoon(usage: string): string {
  return `predict_linear((${usage})[6h:5m], ${trendDays * 86_400}) > 1 and (${usage}) > ${trendFrom}`
}
