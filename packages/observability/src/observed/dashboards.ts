import { lookup, once, type Resolved, type ResolvedService } from '@homelab/estate'
import { type DashboardSpec, isNamedDashboard, type NamedDashboard } from '../dashboards/specs.ts'
import { collectorsIn } from './collectors.ts'

interface Dashboards {
  readonly dashboards: readonly DashboardSpec[]
  readonly undrawable: readonly Undrawable[]
}

/** A dashboard that cannot be drawn. */
interface Undrawable {
  readonly service: ResolvedService
  readonly short: string
  /** What is missing for it, one clause. */
  readonly lacks: string
}

/** The dashboards of all services in their order, with what each takes from the estate. */
export const dashboardsIn = once((resolved): Dashboards => {
  const all = resolved.services.flatMap(service =>
    service.dashboards.map(named => {
      const filled = isNamedDashboard(named) ? fill(resolved, service, named) : 'nobody knows dashboards of its kind'
      return { service, short: named.short, filled }
    }),
  )
  return {
    dashboards: all.flatMap(({ filled }) => (typeof filled === 'string' ? [] : [filled])),
    undrawable: all.flatMap(({ service, short, filled }) =>
      typeof filled === 'string' ? [{ service, short, lacks: filled }] : [],
    ),
  }
})

/** The dashboard with the names that its queries pick by, or what the service lacks. */
function fill(resolved: Resolved, service: ResolvedService, named: NamedDashboard): DashboardSpec | string {
  switch (named.kind) {
    case 'docs-apm': {
      const host = lookup(resolved)
        .routesOf(service.name)
        .find(({ kind }) => kind === 'public')?.hostname
      const [proxy] = collectorsIn(resolved).proxies
      if (host === undefined) return 'its service has no public route'
      if (proxy === undefined) return 'no proxy counts requests'
      return { ...named, host, instance: proxy.service.at.name, job: proxy.settings.job }
    }
    case 'flyio': {
      const proxy = collectorsIn(resolved).proxies.find(({ service: { name } }) => name === service.name)
      return proxy === undefined ? 'its service counts no requests' : { ...named, instance: service.at.name }
    }
    case 'loki':
    case 'zot': {
      const job = resolved.scrapes.find(
        scrape => scrape.service === service.name && scrape.exporter === named.kind,
      )?.job
      return job === undefined ? `no metrics of ${named.kind} are collected from its service` : { ...named, job }
    }
    case 'macos':
      return collectorsIn(resolved).hosts.some(({ host }) => host.platform === 'macos')
        ? named
        : 'no collector runs on a Mac'
    case 'borgmatic':
      return resolved.services.some(({ textfiles }) => textfiles.some(({ exporter }) => exporter === 'borgmatic'))
        ? named
        : 'nothing measures the repository: a collector of borgmatic’s writes a text file'
    default:
      return named
  }
}
