import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog'
import type { dataquery as LokiQuery } from '@grafana/grafana-foundation-sdk/loki'
import type { Dataquery as PrometheusQuery, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'

/** The data sources by the uid under which they are provisioned (facts K7). */
export const sources = {
  prometheus: { type: 'prometheus', uid: 'prometheus' },
  loki: { type: 'loki', uid: 'loki' },
} as const

/** A query of a panel; `refId` is given by its place unless it has one. */
export type Query = Fields<PrometheusQuery> | Fields<LokiQuery>

/** The SDK marks queries with a method; JSON carries fields only. */
type Fields<Q> = Readonly<Omit<Q, '_implementsDataqueryVariant'>>

/** A PromQL query over the dashboard's range. `legend` may name labels: `{{host}}`. */
export function prom(expr: string, legend?: string): Query {
  return { datasource: sources.prometheus, expr, ...(legend === undefined ? {} : { legendFormat: legend }) }
}

/** A PromQL query at the end of the range only. */
export function promNow(expr: string, legend?: string): Query {
  return { ...prom(expr, legend), instant: true, range: false }
}

/** As `promNow`, answered as a table with a column a label; `ref` is in the value column's name: `Value #ref`. */
export function promTable(expr: string, ref: string): Query {
  return { ...promNow(expr), format: 'table' as PromQueryFormat, refId: ref }
}

/** A LogQL query for lines. */
export function logql(expr: string): Query {
  return { datasource: sources.loki, expr }
}

/** The query as the SDK's panels take it. */
export function target(query: Query, index: number): Builder<Dataquery> {
  const named = { ...query, refId: query.refId ?? refId(index) }
  return { build: () => named as unknown as Dataquery }
}

/** A to Z, then AA, AB, ... as Grafana counts. */
function refId(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${refId(Math.floor(index / 26) - 1)}${last}`
}
