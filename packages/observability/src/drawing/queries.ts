import type { dataquery as LokiQuery } from '@grafana/grafana-foundation-sdk/loki'
import type { Dataquery as PrometheusQuery } from '@grafana/grafana-foundation-sdk/prometheus'
import { present } from '@homelab/formats/present'
import type { Plain, Target } from './model.ts'

/** The data sources by the uid under which they are provisioned (facts K7). */
export const sources = {
  prometheus: { type: 'prometheus', uid: 'prometheus' },
  loki: { type: 'loki', uid: 'loki' },
} as const

/** A query of a panel; `refId` is given by its legend or its place unless it has one. */
export type Query = Fields<PrometheusQuery> | Fields<LokiQuery>

/** The SDK marks queries with a method; JSON carries fields only. */
type Fields<Q> = Plain<Omit<Q, '_implementsDataqueryVariant'>>

/** A PromQL query over the dashboard's range. `legend` may name labels: `{{host}}`. */
export function prom(expr: string, legend?: string): Query {
  return { datasource: sources.prometheus, expr, ...present({ legendFormat: legend }) }
}

/** A PromQL query at the end of the range only. */
export function promNow(expr: string, legend?: string): Query {
  return { ...prom(expr, legend), instant: true, range: false }
}

/** As `promNow`, answered as a table with a column a label; `ref` is in the value column's name: `Value #ref`. */
export function promTable(expr: string, ref: string): Query {
  return { ...promNow(expr), format: 'table', refId: ref }
}

/** A LogQL query for lines. */
export function logql(expr: string): Query {
  return { datasource: sources.loki, expr }
}

/**
 * The queries with their names, in order. Where each has a legend of its own it is called so: then one more in the middle
 * changes no other's line.
 */
export function targets(queries: readonly Query[]): readonly Target[] {
  const legends = queries.map(fixedLegend)
  const told = queries.length > 1 && !legends.includes(undefined) && new Set(legends).size === legends.length
  return queries.map((query, index) => ({
    ...query,
    refId: query.refId ?? (told ? legends[index] : undefined) ?? refId(index),
  }))
}

/** A legend that no label fills. */
function fixedLegend(query: Query): string | undefined {
  const legend = 'legendFormat' in query ? query.legendFormat : undefined
  return legend?.includes('{{') === true ? undefined : legend
}

/** A to Z, then AA, AB, ... as Grafana counts. */
function refId(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${refId(Math.floor(index / 26) - 1)}${last}`
}
