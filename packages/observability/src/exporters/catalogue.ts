/**
 * The metrics that an estate's exporters give. Queries of dashboards and alert rules may use no other: a misspelt metric is
 * legal PromQL that simply never matches.
 */
import type { Part } from '@homelab/estate/model'
import { type ExporterPart, exporterParts, type Found, type Metric } from './exporter.ts'

/** A series name with the metric behind it: a histogram answers to three names. */
export interface Series {
  /** The exporter's kind. */
  readonly exporter: string
  readonly metric: Metric
}

export function isExporter(parts: readonly Part[], name: string): boolean {
  return exporterParts.of(parts, name) !== undefined
}

/** The kinds of the registered exporters that are found so. */
export function foundBy(parts: readonly Part[], is: (found: Found) => boolean): readonly string[] {
  return exporterParts.all(parts).flatMap(({ kind, found }) => (found !== undefined && is(found) ? [kind] : []))
}

/** The exporters and all that they include, each once; what nobody registers is left out. */
export function withIncluded(parts: readonly Part[], names: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    const exporter = exporterParts.of(parts, name)
    if (exporter === undefined || seen.has(name)) return
    seen.add(name)
    for (const included of exporter.includes ?? []) visit(included)
  }
  for (const name of names) visit(name)
  return [...seen]
}

/** Every series of the registered exporters by the name that a query writes; several exporters may give one. */
export function catalogue(parts: readonly Part[]): ReadonlyMap<string, readonly Series[]> {
  const series = new Map<string, Series[]>()
  for (const [written, found] of exporterParts.all(parts).flatMap(seriesOf)) {
    series.set(written, [...(series.get(written) ?? []), found])
  }
  return series
}

function seriesOf({ kind: exporter, metrics }: ExporterPart): readonly (readonly [string, Series])[] {
  return Object.entries(metrics).flatMap(([name, metric]) =>
    written(name, metric).map(([as, labels]) => [as, { exporter, metric: { ...metric, labels } }] as const),
  )
}

function written(name: string, metric: Metric): readonly (readonly [string, readonly string[]])[] {
  if (metric.type !== 'histogram') return [[name, metric.labels]]
  return [
    [`${name}_bucket`, [...metric.labels, 'le']],
    [`${name}_sum`, metric.labels],
    [`${name}_count`, metric.labels],
  ]
}
