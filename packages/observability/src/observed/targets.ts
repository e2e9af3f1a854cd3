import { clusterLabel, partsOf, type Resolved, type ResolvedService, type Scrape } from '@homelab/estate/model'
import { probeJob, scrapeJob, unixJob } from '../alloy/jobs.ts'
import { nodeJobs } from '../alloy/pipelines/nodes.ts'
import { among, type Selector } from '../drawing/selector.ts'
import { foundBy, isExporter } from '../exporters/catalogue.ts'
import { onHost, onNodes } from '../exporters/exporter.ts'
import type { ObservedProbe, ObservedTarget } from '../metrics/observed.ts'
import { type Collectors, collectorOn } from './collectors.ts'
import type { Held } from './holders.ts'
import { watched } from './watched.ts'

/** A target with where it comes from, for what else is known of the same series. */
export interface KnownTarget extends ObservedTarget {
  readonly of: ResolvedService
  /** The service that collects it. */
  readonly by: string
}

/** Everything whose metrics reach Prometheus, in the order of the services: scraped endpoints, then what Alloys bring. */
export function targetsIn(resolved: Resolved, collectors: Collectors): readonly KnownTarget[] {
  return resolved.services.flatMap(service => [
    ...resolved.scrapes.filter(scrape => scrape.service === service.name).map(scrape => scraped(scrape, service)),
    ...collected(resolved, collectors, service),
  ])

  function scraped(scrape: Scrape, service: ResolvedService): KnownTarget {
    const exporters = isExporter(partsOf(resolved), scrape.exporter) ? [scrape.exporter] : []
    const series = seriesOf(scrape, resolved, collectors)
    return { ...watched(service), of: service, by: scrape.by, series, exporters }
  }
}

/** What a collector gives of its own: its host's metrics, those that it makes of logs, its cluster's nodes. */
function collected(resolved: Resolved, collectors: Collectors, service: ResolvedService): readonly KnownTarget[] {
  const by = <C extends { readonly service: ResolvedService }>(all: readonly C[]): readonly C[] =>
    all.filter(collector => collector.service === service)
  const base = { ...watched(service), of: service, by: service.name }
  const parts = partsOf(resolved)
  return [
    ...by(collectors.hosts).map(({ host }): KnownTarget => {
      const files = resolved.services
        .filter(other => collectorOn(collectors, other.at)?.service === service)
        .flatMap(other => other.textfiles.map(({ exporter }) => exporter))
      const exporters = [
        ...new Set([...foundBy(parts, onHost(host)), ...files.filter(name => isExporter(parts, name))]),
      ]
      return { ...base, title: host.name, series: { job: unixJob, instance: host.name }, exporters }
    }),
    ...by(collectors.proxies).map(({ settings: { metricPrefix } }): KnownTarget => {
      const exporters = foundBy(parts, found => found.by === 'access-log' && found.prefix === metricPrefix)
      return { ...base, series: proxySeries(service), exporters }
    }),
    ...by(collectors.clusters).flatMap(({ settings, cluster }): readonly KnownTarget[] => {
      if (settings.nodeScrapeIntervalSeconds === undefined) return []
      const title = `cAdvisor of ${cluster.name}`
      const ofNodes = foundBy(parts, onNodes('cadvisor', cluster))
      const nodes: KnownTarget = {
        ...base,
        title,
        series: nodeSeries(resolved, service, nodeJobs.cadvisor),
        exporters: ofNodes,
      }
      if (cluster.measuresClaims !== true) return [nodes]
      const exporters = foundBy(parts, onNodes('kubelet', cluster))
      const series = nodeSeries(resolved, service, nodeJobs.kubelet)
      return [nodes, { ...base, title: `Kubelet of ${cluster.name}`, series, exporters }]
    }),
  ]
}

/** Picks what a cluster's collector brings of its nodes: those of two clusters have jobs of one name. */
export function nodeSeries({ clusters }: Resolved, { at }: ResolvedService, job: string): Selector {
  return { job, ...among(clusterLabel(clusters, at).cluster) }
}

/** A proxy's Alloy scrapes itself, and names itself after its host (facts P7). */
export function proxySeries({ at }: ResolvedService): Selector {
  return { job: scrapeJob('self'), instance: at.name }
}

/** The job, and the instance where the job alone would pick several. */
function seriesOf(scrape: Scrape, { scrapes }: Resolved, { hosts }: Collectors): Selector {
  const { job, by, labels, target } = scrape
  const host = hosts.find(({ service }) => service.name === by)?.host
  // A host's Alloy names all that it scrapes after the host.
  if (host !== undefined) return { job, instance: host.name }
  const given = labels['instance']
  if (given !== undefined) return { job, instance: given }
  return scrapes.some(other => other !== scrape && other.job === job) ? { job, instance: target } : { job }
}

/** What is asked over HTTP whether it answers. */
export function probesIn({ outsideProbes, services }: Resolved, { has }: Held): readonly ObservedProbe[] {
  return outsideProbes.flatMap(({ name, service: of, title, url, by }) => {
    const service = services.find(candidate => candidate.name === of)
    if (service === undefined || !has(by)) return []
    const tls = url.startsWith('https://') ? { tls: true as const } : {}
    return [{ ...watched(service), title, job: probeJob(name), ...tls }]
  })
}
