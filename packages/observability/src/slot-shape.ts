import type { Finding, ServiceWithWorkload } from '@homelab/estate'
import {
  isRecord,
  listOf,
  number,
  onlyFields,
  plainData,
  type Rule,
  type RulesOf,
  recordOf,
  text,
  wrongType,
} from '@homelab/estate/shape'
import {
  type ClusterAlloySettings,
  clusterAlloySlot,
  type HostAlloySettings,
  hostAlloySlot,
  type ProxyAlloySettings,
  type ProxyLines,
  proxyAlloySlot,
} from './alloy.ts'
import { dataSourcesSlot } from './grafana.ts'
import { type PrometheusSettings, prometheusRulesSlot, prometheusSlot } from './prometheus.ts'

const ofCluster = {
  probeIntervalSeconds: number,
  probeTimeoutSeconds: number,
  dropLines: text,
  jsonFields: listOf(text),
  jsonLabels: listOf(text),
}
const ofPrometheus = { scrapeIntervalSeconds: number, evaluationIntervalSeconds: number }
const settings: ReadonlyMap<unknown, Rule> = new Map([
  [
    clusterAlloySlot,
    onlyFields(ofCluster, {
      nodeScrapeIntervalSeconds: number,
    } satisfies RulesOf<Omit<ClusterAlloySettings, keyof typeof ofCluster>>),
  ],
  [
    hostAlloySlot,
    onlyFields({
      scrapeIntervalSeconds: number,
      disableCollectors: listOf(text),
      textfileDirectory: text,
      logGroups: recordOf(text),
    } satisfies RulesOf<HostAlloySettings>),
  ],
  [
    proxyAlloySlot,
    onlyFields({
      accessLog: text,
      job: text,
      metricPrefix: text,
      scrapeIntervalSeconds: number,
      lines: onlyFields({ perSecond: number, burst: number } satisfies RulesOf<ProxyLines>),
    } satisfies RulesOf<ProxyAlloySettings>),
  ],
  [
    prometheusSlot,
    onlyFields(ofPrometheus, {
      ruleFiles: listOf(text),
    } satisfies RulesOf<Omit<PrometheusSettings, keyof typeof ofPrometheus>>),
  ],
  [prometheusRulesSlot, onlyFields({})],
  [dataSourcesSlot, onlyFields({})],
])

const slot: Rule = (value, path) => {
  const known = isRecord(value) ? settings.get(value['slot']) : undefined
  return known === undefined || !isRecord(value) ? [] : known(value['settings'], `${path}.settings`)
}
const slotsIn = plainData({ slot })

/** Settings of the slots that observability fills, where they are not what their type says. */
export function checkSlots({ name: subject, file, workload }: ServiceWithWorkload): Finding[] {
  return slotsIn(workload, 'workload').map(each => wrongType({ subject, file }, each))
}

/** Whether a slot can be filled: types are stripped when the estate runs. */
export function isSound(name: string, given: object): boolean {
  return settings.get(name)?.(given, '').length === 0
}
