import { once, partsOf, type ResolvedService } from '@homelab/estate/model'
import { type DashboardPart, dashboardParts, type Named } from '../dashboards/dashboard.ts'
import { declaredExporters } from '../metrics/observed.ts'
import { collectorsIn } from './collectors.ts'
import { observe } from './index.ts'

/** A dashboard with all that is needed to draw it. */
export interface KnownDashboard {
  readonly part: DashboardPart
  readonly named: Named
  /** What its part takes of the estate. */
  readonly taken: object
  readonly service: ResolvedService
}

interface Dashboards {
  readonly dashboards: readonly KnownDashboard[]
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
  const parts = partsOf(resolved)
  const declared = new Set(declaredExporters(parts, observe(resolved)))
  const collectors = collectorsIn(resolved)
  const dashboards: KnownDashboard[] = []
  const undrawable: Undrawable[] = []
  for (const service of resolved.services) {
    for (const spec of service.dashboards) {
      const part = dashboardParts.of(parts, spec.kind)
      const taken = take(part, service)
      if (part === undefined || typeof taken === 'string')
        undrawable.push({ service, short: spec.short, lacks: String(taken) })
      else dashboards.push({ part, named: { ...part.defaults, ...spec }, taken, service })
    }
  }
  return { dashboards, undrawable }

  function take(part: DashboardPart | undefined, service: ResolvedService): object | string {
    if (part === undefined) return 'the estate registers no dashboards of its kind'
    const { takes, shows } = part
    const taken = takes({ resolved, service, collectors })
    if (typeof taken === 'string' || shows.length === 0 || shows.some(exporter => declared.has(exporter))) return taken
    return `nothing gives metrics of ${shows.join(' or ')}`
  }
})
