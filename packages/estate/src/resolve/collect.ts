import { present } from '@homelab/formats/present'
import { clusterLabel } from '../place.ts'
import type { Flow, OutsideProbe, Scrape } from '../resolved.ts'
import type { Collects } from '../service.ts'
import type { StatedService } from '../state/stated.ts'
import { addressFor } from './address.ts'
import { arrayOf, type Draft, portOf, samePlace, whereIs } from './draft.ts'
import { probesOf } from './probes.ts'

/** Who collects what: each service's metrics and probes, by the collector of its own place, else by a cluster's. */
export function collect(draft: Draft): { scrapes: Scrape[]; outsideProbes: OutsideProbe[]; flows: Flow[] } {
  const scrapes: Scrape[] = []
  const outsideProbes: OutsideProbe[] = []
  const flows: Flow[] = []
  const scrapers = collectorsOf(draft, 'metrics')
  const probers = collectorsOf(draft, 'probes')
  for (const service of draft.services) {
    const scraper = nearest(scrapers, service)
    if (scraper !== undefined) scrapeAll(draft, service, scraper, scrapes, flows)
    const prober = nearest(probers, service)
    const asked = prober === undefined ? [] : probesOf(draft, service, prober)
    outsideProbes.push(...asked.map(({ probe }) => probe))
    flows.push(...asked.map(({ flow }) => flow))
  }
  return { scrapes, outsideProbes, flows }
}

function scrapeAll(
  draft: Draft,
  service: StatedService,
  scraper: StatedService,
  scrapes: Scrape[],
  flows: Flow[],
): void {
  for (const metrics of arrayOf(service.metrics)) {
    const itself = service.name === scraper.name
    const ofCluster = clusterLabel([...draft.clusters.values()], service.workload.at)
    const port = portOf(service, metrics.port)
    const address = addressFor(draft, scraper.workload.at, service, metrics.port)
    if (port === undefined || address === undefined) {
      draft.findings.push({
        code: port === undefined ? 'unknown-port' : 'unreachable-route',
        where: whereIs(service, 'metrics'),
        problem:
          port === undefined
            ? 'its metrics name a port that it does not have'
            : `${scraper.name} has no way to its metrics`,
        got: metrics.port,
        fix: 'name a port that the collector reaches',
      })
      continue
    }
    const target = itself ? `localhost:${port.target ?? port.port}` : `${address.host}:${address.port}`
    scrapes.push({
      job: metrics.job ?? service.name,
      service: service.name,
      by: scraper.name,
      exporter: metrics.exporter,
      target,
      scheme: address.scheme === 'https' ? 'https' : 'http',
      path: metrics.path ?? '/metrics',
      labels: { ...metrics.labels, ...ofCluster },
      ...present({ login: metrics.login }),
    })
    if (!itself) {
      flows.push({
        from: scraper.name,
        to: service.name,
        port: metrics.port,
        why: 'scrapes its metrics',
        origin: 'scrape',
        address,
      })
    }
  }
}

function collectorsOf(draft: Draft, what: Collects): readonly StatedService[] {
  return draft.services.filter(service => service.collects?.includes(what))
}

function nearest(collectors: readonly StatedService[], service: StatedService): StatedService | undefined {
  return (
    collectors.find(collector => samePlace(collector.workload.at, service.workload.at)) ??
    collectors.find(collector => collector.workload.at.kind === 'cluster')
  )
}
