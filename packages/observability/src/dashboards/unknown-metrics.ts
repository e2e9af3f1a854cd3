import { type Finding, partsOf, type Resolved } from '@homelab/estate/model'
import type { Dashboard } from '../drawing/index.ts'
import { metricsRead } from '../drawing/metrics-read.ts'
import { sources } from '../drawing/queries.ts'
import { catalogue } from '../exporters/catalogue.ts'
import { drawnIn } from './render.ts'

/** What dashboards ask for and no registered exporter gives: PromQL takes any name, and answers nothing. */
export function unknownMetrics(resolved: Resolved): Finding[] {
  const known = catalogue(partsOf(resolved))
  return drawnIn(resolved).flatMap(({ service: { name: subject, file }, named: { short }, dashboard }) => {
    const unknown = [...askedFor(dashboard)].filter(([metric]) => !known.has(metric))
    return unknown.map(([got, where]) => ({
      code: 'unknown-metric',
      where: { subject, path: `dashboards.${short}`, file },
      problem: `${where} asks for a metric that no registered exporter gives`,
      got,
      fix: 'correct the name, or register the exporter that gives it in the estate’s `parts`',
    }))
  })
}

/** Each metric with the first place that asks for it. */
function askedFor({ panels, templating }: Dashboard): ReadonlyMap<string, string> {
  const asked = new Map<string, string>()
  const add = (expr: string, where: string): void => {
    for (const metric of metricsRead(expr)) if (!asked.has(metric)) asked.set(metric, where)
  }
  for (const panel of panels) {
    if (!('targets' in panel)) continue
    for (const { datasource, expr } of panel.targets)
      if (datasource?.type === sources.prometheus.type) add(expr, `panel ${panel.id}, ${panel.title},`)
  }
  for (const { name, query } of templating?.list ?? []) {
    const values = /^label_values\((.+), *\w+\)$/.exec(typeof query === 'string' ? query : '')?.[1]
    if (values !== undefined) add(values, `the choice ${name}`)
  }
  return asked
}
