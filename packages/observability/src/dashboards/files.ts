import type { Resolved } from '@homelab/estate'
import { printJson } from '@homelab/formats'
import { dashboardsIn } from '../observed/dashboards.ts'
import { observe } from '../observed/index.ts'
import { renderDashboard } from './render.ts'

/** The dashboards of the estate: `<short>.json` -> what Grafana reads. */
export function dashboardFiles(resolved: Resolved): Readonly<Record<string, string>> {
  const context = { observed: observe(resolved), dashboards: dashboardsIn(resolved).dashboards }
  return Object.fromEntries(
    context.dashboards.map(spec => [`${spec.short}.json`, printJson(renderDashboard(spec, context))]),
  )
}
