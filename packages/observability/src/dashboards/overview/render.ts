import { type At, type Dashboard, framed, type Panel, type PanelLink } from '../../drawing/index.ts'
import type { Observed } from '../../metrics/observed.ts'
import type { DashboardContext, Named } from '../dashboard.ts'
import { countsOf, ingestionOf, type Links, statesOf, storageOf, troublesOf } from './rows.ts'

/** A panel that still wants its place. */
export type Draw = (at: At) => Panel

/**
 * Is everything well: one row a question, what counts first. A row whose panels the estate gives no reason for is left
 * out, and the panels that remain share the width. Each panel links to the dashboard that shows more.
 */
export function draw(named: Named, _: object, { observed, detail }: DashboardContext): Dashboard {
  const links = linksTo(observed, detail)
  const rows: readonly (readonly [height: number, panels: readonly Draw[]])[] = [
    [4, countsOf(observed, links)],
    [8, statesOf(observed, links)],
    [8, storageOf(observed, links)],
    [8, troublesOf(observed, links)],
    [8, ingestionOf(observed, links)],
  ]
  const frame = { refresh: '1m', from: 'now-24h', timezone: 'browser', tooltip: 1, schema: 39, version: 1 } as const
  return framed(named, frame, stacked(rows))
}

/** Where a panel's subject is seen in detail: its dashboard, or Prometheus's own page when the estate has none. */
function linksTo({ prometheus }: Observed, detail: DashboardContext['detail']): Links {
  const page = (title: string, path: string): PanelLink | undefined =>
    prometheus?.url === undefined ? undefined : { title, url: prometheus.url + path }
  const targets = page('Targets in Prometheus', '/targets')
  return {
    detail: of => detail(of) ?? targets,
    alerts: page('Alerts in Prometheus', '/alerts'),
    targets,
  }
}

function stacked(rows: readonly (readonly [height: number, panels: readonly Draw[]])[]): readonly Panel[] {
  let y = 0
  return rows.flatMap(([height, panels]) => {
    const top = y
    if (panels.length > 0) y += height
    const edge = (index: number): number => Math.round((24 * index) / panels.length)
    return panels.map((draw, index) => draw([edge(index), top, edge(index + 1) - edge(index), height]))
  })
}
