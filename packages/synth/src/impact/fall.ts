import { lookup, type Resolved, type ResolvedService, runClusters } from '@homelab/estate/model'
import type { Fallen, Stop } from './impact.ts'
import { isBelow } from './names.ts'
import { type Ways, waysOf } from './ways.ts'

/** All that is away, once everything has fallen that falls with it. */
export interface Fall extends Ways {
  readonly fell: readonly Fallen[]
  readonly stops: readonly Stop[]
  readonly stopped: (service: string) => boolean
  /** Whether what it keeps where it runs is away with it: all of it, where it is not one folder that fell. */
  readonly isTaken: (service: string) => boolean
  /** Whether a folder of a service is away, of one that is taken. */
  readonly hasVolume: (service: ResolvedService, path: string | undefined) => boolean
  readonly hasShare: (share: string) => boolean
  /** Whether what lies in a folder of a host is away. */
  readonly hasFolder: (host: string, path: string) => boolean
}

/** `taken`: all that it keeps where it runs, or what it keeps in the folder that fell. */
type Away = Stop & { readonly taken: 'all' | 'folder' | 'nothing' }

/** What falls with what fell: what runs there, what mounts it, what keeps its data there; step by step. */
export function fallOf(resolved: Resolved, fell: readonly Fallen[]): Fall {
  const { shares, hosts } = resolved
  const fallenIn = (kind: Fallen['kind']): ReadonlySet<string> =>
    new Set(fell.filter(each => each.kind === kind).map(({ name }) => name))
  // A disk that is watched as the only one of its host is all that it has.
  const disks = hosts.filter(({ name, disks: all = [] }) =>
    fell.some(each => each.kind === 'folder' && each.host === name && all.length === 1 && all[0] === each.name),
  )
  const gone = {
    host: new Set([...fallenIn('host'), ...disks.map(({ name }) => name)]),
    cluster: new Set(fallenIn('cluster')),
    share: new Set(fallenIn('share')),
  }
  const away = new Map<string, Away>()
  for (let step = 0; ; step += 1) {
    for (const { name, host, path } of shares) if (hasFolder(host, path)) gone.share.add(name)
    const next = resolved.services.flatMap(service => {
      const why = away.has(service.name) ? undefined : stopping(service)
      return why === undefined ? [] : [{ service: service.name, step, ...why }]
    })
    for (const stop of next) away.set(stop.service, stop)
    const clusters = resolved.clusters.filter(
      ({ name, on }) => !gone.cluster.has(name) && (gone.host.has(on) || runners(name).some(each => away.has(each))),
    )
    for (const { name } of clusters) gone.cluster.add(name)
    if (next.length === 0 && clusters.length === 0) break
  }

  /** Its host, a disk or folder that it lies in, or a share of the host that is the folder. */
  function hasFolder(host: string, path: string): boolean {
    return (
      gone.host.has(host) ||
      fell.some(each => each.kind === 'folder' && each.host === host && isBelow(path, each.name)) ||
      shares.some(each => each.host === host && gone.share.has(each.name) && isBelow(path, each.path))
    )
  }

  function runners(cluster: string): readonly string[] {
    return runClusters(resolved).flatMap(each => (each.cluster.name === cluster ? [each.service.name] : []))
  }

  function stopping(service: ResolvedService): Pick<Away, 'because' | 'taken'> | undefined {
    const { name, at, volumes } = service
    if (fell.some(each => each.name === name && ['service', 'host', 'cluster'].includes(each.kind)))
      return { because: 'is what fell', taken: 'all' }
    if (at.kind === 'host' && gone.host.has(at.name)) return { because: `runs on ${at.name}`, taken: 'all' }
    if (at.kind === 'cluster' && gone.cluster.has(at.name)) {
      const on = lookup(resolved).cluster(at.name)?.on
      return { because: `runs in ${at.name}${on === undefined ? '' : `, on ${on}`}`, taken: 'all' }
    }
    const folder = volumes.find(({ path }) => path !== undefined && hasFolder(at.name, path))
    if (folder !== undefined)
      return { because: `keeps ${folder.holds} in ${folder.path ?? folder.name}`, taken: 'folder' }
    const share = service.shares.find(each => gone.share.has(each.name))
    if (share !== undefined) return { because: `mounts ${share.host}:${share.name}`, taken: 'nothing' }
    const database = lookup(resolved)
      .databasesFor(name)
      .find(({ server }) => away.has(server))
    if (database !== undefined)
      return { because: `keeps its data in ${database.name}, on ${database.server}`, taken: 'nothing' }
    return undefined
  }

  const stopped = (name: string): boolean => away.has(name)
  return {
    fell,
    stops: [...away.values()].map(({ taken: _, ...stop }) => stop),
    stopped,
    isTaken: name => ['all', 'folder'].includes(away.get(name)?.taken ?? 'nothing'),
    hasVolume: ({ name, at }, path) =>
      away.get(name)?.taken === 'all' || (path !== undefined && hasFolder(at.name, path)),
    hasShare: name => gone.share.has(name),
    hasFolder,
    ...waysOf(resolved, fell, stopped),
  }
}
