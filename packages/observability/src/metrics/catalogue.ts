/**
 * The metrics that exporters give. Queries of dashboards and alert rules may use no other: a misspelt metric is
 * legal PromQL that simply never matches.
 */
import { cnpg } from './cnpg.ts'
import type { Exporter, Metric } from './exporter.ts'
import { cadvisor, kubelet, kubeStateMetrics } from './kubernetes.ts'
import { node, nodeDarwin, nodeLinux } from './node.ts'
import { blackbox } from './probes.ts'
import { borgmatic, flyioNginx, jellyfin, macosPower, minikube, zot, zotTextfile } from './services.ts'
import { alloy, generated, go, grafana, loki, prometheus } from './telemetry.ts'

/** Every exporter by the name that services declare (`metrics: { exporter: 'loki' }`). */
export const exporters = {
  alloy,
  blackbox,
  borgmatic,
  cadvisor,
  cnpg,
  'flyio-nginx': flyioNginx,
  generated,
  go,
  grafana,
  jellyfin,
  'kube-state-metrics': kubeStateMetrics,
  kubelet,
  loki,
  'macos-power': macosPower,
  minikube,
  node,
  'node-darwin': nodeDarwin,
  'node-linux': nodeLinux,
  prometheus,
  zot,
  'zot-textfile': zotTextfile,
} as const satisfies Record<string, Exporter>

export type ExporterName = keyof typeof exporters

/** A series name with the metric behind it: a histogram answers to three names. */
export interface Series {
  readonly exporter: ExporterName
  readonly metric: Metric
}

export function isExporter(name: string): name is ExporterName {
  return Object.hasOwn(exporters, name)
}

/** The exporter and all that it includes, each once. Throws when an entry includes one that does not exist. */
export function withIncluded(names: readonly ExporterName[]): readonly ExporterName[] {
  const seen = new Set<ExporterName>()
  const visit = (name: string): void => {
    if (!isExporter(name)) throw new Error(`the metric catalogue has no exporter ${name}`)
    if (seen.has(name)) return
    seen.add(name)
    const exporter: Exporter = exporters[name]
    for (const included of exporter.includes ?? []) visit(included)
  }
  for (const name of names) visit(name)
  return [...seen]
}

/** Every series of the catalogue by the name that a query writes; several exporters may give one. */
export function catalogue(): ReadonlyMap<string, readonly Series[]> {
  const series = new Map<string, Series[]>()
  for (const exporter of Object.keys(exporters).filter(isExporter)) {
    for (const [name, metric] of Object.entries<Metric>(exporters[exporter].metrics)) {
      for (const [written, labels] of seriesOf(name, metric)) {
        const entry = { exporter, metric: { ...metric, labels } }
        series.set(written, [...(series.get(written) ?? []), entry])
      }
    }
  }
  return series
}

function seriesOf(name: string, metric: Metric): readonly (readonly [string, readonly string[]])[] {
  if (metric.type !== 'histogram') return [[name, metric.labels]]
  return [
    [`${name}_bucket`, [...metric.labels, 'le']],
    [`${name}_sum`, metric.labels],
    [`${name}_count`, metric.labels],
  ]
}
