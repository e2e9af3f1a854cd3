import type { Flow, OutsideProbe, Scrape } from '../resolved.ts'
import type { Collects, Service } from '../service.ts'
import { addressFor, routeAddress } from './address.ts'
import { arrayOf, type Draft, portOf, samePlace, whereIs } from './draft.ts'

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
    const { health: stated, ready, live } = service.props.probes ?? {}
    const health = stated ?? ready ?? live
    if (prober === undefined || health === undefined) continue
    const address =
      stated?.via === undefined
        ? addressFor(draft, prober.props.workload.at, service, health.port)
        : routeAddress(draft, service, health.port, stated.via)
    if (address === undefined && stated?.via !== undefined) {
      draft.findings.push({
        code: 'unreachable-route',
        where: whereIs(draft.estate, service, 'probes.health'),
        problem: `it is to be probed through its ${stated.via} route and has none to this port`,
        got: health.port,
        mend: 'declare the route, or leave `via` out',
      })
    }
    if (address === undefined || (address.scheme !== 'http' && address.scheme !== 'https')) continue
    outsideProbes.push({
      service: service.name,
      title: service.props.title,
      by: prober.name,
      url: address.url + health.path,
    })
    flows.push({
      from: prober.name,
      to: service.name,
      port: health.port,
      why: 'asks whether it is healthy',
      origin: 'probe',
      address,
    })
  }
  return { scrapes, outsideProbes, flows }
}

function scrapeAll(draft: Draft, service: Service, scraper: Service, scrapes: Scrape[], flows: Flow[]): void {
  for (const metrics of arrayOf(service.props.metrics)) {
    const itself = service === scraper
    const port = portOf(service, metrics.port)
    const address = addressFor(draft, scraper.props.workload.at, service, metrics.port)
    if (port === undefined || address === undefined) {
      draft.findings.push({
        code: port === undefined ? 'unknown-port' : 'unreachable-route',
        where: whereIs(draft.estate, service, 'metrics'),
        problem:
          port === undefined
            ? 'its metrics name a port that it does not have'
            : `${scraper.name} has no way to its metrics`,
        got: metrics.port,
        mend: 'name a port that the collector reaches',
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
      labels: metrics.labels ?? {},
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

function collectorsOf(draft: Draft, what: Collects): readonly Service[] {
  return draft.services.filter(service => service.props.collects?.includes(what))
}

function nearest(collectors: readonly Service[], service: Service): Service | undefined {
  return (
    collectors.find(collector => samePlace(collector.props.workload.at, service.props.workload.at)) ??
    collectors.find(collector => collector.props.workload.at.kind === 'cluster')
  )
}
