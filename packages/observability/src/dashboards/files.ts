import type { Resolved } from '@homelab/estate/model'
import { printJson } from '@homelab/formats'
import { drawnIn } from './render.ts'

/** The dashboards of the estate: `<short>.json` -> what Grafana reads. */
export function dashboardFiles(resolved: Resolved): Readonly<Record<string, string>> {
  return Object.fromEntries(
    drawnIn(resolved).map(({ named: { short }, dashboard }) => [`${short}.json`, printJson(dashboard)]),
  )
}
