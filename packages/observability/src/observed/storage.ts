import {
  clusterLabel,
  type HeldVolume,
  known,
  quantityValue,
  type Resolved,
  type ResolvedService,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { nodeJobs } from '../alloy/pipelines/nodes.ts'
import type { Measured, ObservedDatabase, ObservedVolume } from '../metrics/observed.ts'
import { type Collectors, collectorsIn } from './collectors.ts'
import type { Held } from './holders.ts'
import { type KnownTarget, nodeSeries } from './targets.ts'
import { watched } from './watched.ts'

/** The PostgreSQL clusters, those that nothing scrapes included. */
export function databasesIn(
  { services, clusters }: Resolved,
  targets: readonly KnownTarget[],
): readonly ObservedDatabase[] {
  return services.flatMap(service => {
    const { databaseServer, namespace } = service.runs
    if (databaseServer === undefined || namespace === undefined) return []
    const { instances } = databaseServer
    const series = targetOf(targets, service, 'cnpg')?.series
    const within = clusterLabel(clusters, service.at).cluster
    return [{ ...watched(service), cluster: service.name, namespace, instances, ...present({ series, within }) }]
  })
}

/**
 * Whatever fills and can be measured: claims by the kubelet where it can, else databases and Prometheus by their own
 * account, and the disks of nodes. Claims of another kind are not observed.
 */
export function volumesIn(resolved: Resolved, targets: readonly KnownTarget[], held: Held): readonly ObservedVolume[] {
  const measuring = collectorsIn(resolved).clusters.filter(
    ({ cluster, settings }) => cluster.measuresClaims && settings.nodeScrapeIntervalSeconds !== undefined,
  )
  const measurerOf = ({ at }: ResolvedService): ResolvedService | undefined =>
    at.kind === 'cluster' ? measuring.find(({ cluster }) => cluster.name === at.name)?.service : undefined
  const measured = (service: ResolvedService): readonly ObservedVolume[] => {
    const by = measurerOf(service)
    if (by === undefined) return prometheusVolume(service, targets, held)
    return held.has(by.name) ? claims(resolved, service) : []
  }
  return [
    ...resolved.services.flatMap(service => [...databaseVolume(service, targets), ...measured(service)]),
    ...held.clusters
      .filter(({ settings }) => settings.nodeScrapeIntervalSeconds !== undefined)
      .map(({ service, cluster: { name } }): ObservedVolume => {
        const series = nodeSeries(resolved, service, nodeJobs.cadvisor)
        return {
          ...watched(service),
          title: `Disk of ${name}`,
          name: `${name}/disk`,
          measured: { by: 'cadvisor', series },
        }
      }),
  ]
}

/** The databases themselves against the size of their claim: it holds nothing else of size. */
function databaseVolume(service: ResolvedService, targets: readonly KnownTarget[]): readonly ObservedVolume[] {
  const { databaseServer, namespace } = service.runs
  const target = targetOf(targets, service, 'cnpg')
  if (databaseServer === undefined || namespace === undefined || target === undefined) return []
  const measured: Measured = { by: 'cnpg', series: target.series, sizeBytes: quantityValue(databaseServer.size) }
  return [{ ...watched(service), name: `${namespace}/${service.name}`, measured }]
}

function prometheusVolume(
  service: ResolvedService,
  targets: readonly KnownTarget[],
  { prometheus }: Collectors,
): readonly ObservedVolume[] {
  const target = targetOf(targets, service, 'prometheus')
  if (target === undefined || !prometheus.includes(service)) return []
  return claimsOf(service).flatMap(({ namespace, claim, volume: { size } }) => {
    if (size === undefined) return []
    const measured: Measured = { by: 'prometheus', series: target.series, sizeBytes: quantityValue(size) }
    return [{ ...watched(service), name: `${namespace}/${claim}`, measured }]
  })
}

function claims({ clusters }: Resolved, service: ResolvedService): readonly ObservedVolume[] {
  const within = clusterLabel(clusters, service.at).cluster
  return claimsOf(service).map(({ namespace, claim, volume }) => ({
    ...watched(service),
    title: `${service.title} ${volume.name}`,
    name: `${namespace}/${claim}`,
    measured: { by: 'kubelet', namespace, claim, ...present({ within }) },
  }))
}

function targetOf(
  targets: readonly KnownTarget[],
  service: ResolvedService,
  exporter: 'cnpg' | 'prometheus',
): KnownTarget | undefined {
  return targets.find(target => target.of === service && target.exporters.includes(exporter))
}

/** The claims of a service's own, those of its StatefulSet's first pod included. */
function claimsOf({ runs: { volumes } }: ResolvedService): readonly Extract<HeldVolume, { readonly on: 'claim' }>[] {
  return known(volumes).filter(volume => volume.on === 'claim')
}
