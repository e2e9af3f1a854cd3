/** Dashboards as Grafana reads them. */
import { once } from '@homelab/estate/model'
import type { Dashboard } from '../drawing/index.ts'
import type { Observed } from '../metrics/observed.ts'
import { dashboardsIn, type KnownDashboard } from '../observed/dashboards.ts'
import { observe } from '../observed/index.ts'
import type { DashboardContext } from './dashboard.ts'

/** A dashboard as it is drawn: plain data, keys in a stable order. */
export interface Drawn extends KnownDashboard {
  readonly dashboard: Dashboard
}

/** What dashboards take from the estate as a whole, its other dashboards included. */
export function contextOf(
  observed: Observed,
  all: readonly Pick<KnownDashboard, 'part' | 'named'>[],
): DashboardContext {
  return {
    observed,
    detail: of => {
      const found = all.find(({ part }) => part.details === of)?.named
      return found === undefined ? undefined : { title: found.title, url: `/d/${found.uid}` }
    },
  }
}

/** @throws Error when its part's renderer was not loaded */
export function drawDashboard(
  { part, named, taken }: Pick<KnownDashboard, 'part' | 'named' | 'taken'>,
  context: DashboardContext,
): Dashboard {
  return part.renderer.get().draw(named, taken, context)
}

/** Every dashboard of the estate that can be drawn. */
export const drawnIn = once((resolved): readonly Drawn[] => {
  const { dashboards } = dashboardsIn(resolved)
  const context = contextOf(observe(resolved), dashboards)
  return dashboards.map(known => ({ ...known, dashboard: drawDashboard(known, context) }))
})
