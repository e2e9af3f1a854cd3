import type { FileMakers, SlotFiller, Slots } from '@homelab/content'
import { clusterAlloySlot, hostAlloySlot, proxyAlloySlot } from './alloy.ts'
import { dashboardFiles } from './dashboards/files.ts'
import { dashboardsMaker, dataSourcesSlot } from './grafana.ts'
import { prometheusRulesSlot, prometheusSlot } from './prometheus.ts'
import { isSound } from './slot-shape.ts'
import { clusterAlloyConfig, hostAlloyConfig, proxyAlloyConfig } from './slots/alloy.ts'
import { dataSourcesYaml } from './slots/grafana.ts'
import { prometheusYml, rulesJson } from './slots/prometheus.ts'

export type { AlertRule } from './alerts/index.ts'
export { observability } from './checks.ts'
export { evaluatedRules } from './slots/prometheus.ts'

const fillers: Slots = {
  [clusterAlloySlot]: clusterAlloyConfig,
  [dataSourcesSlot]: dataSourcesYaml,
  [hostAlloySlot]: hostAlloyConfig,
  [prometheusSlot]: prometheusYml,
  [prometheusRulesSlot]: rulesJson,
  [proxyAlloySlot]: proxyAlloyConfig,
}

/** The files that observability fills from the whole estate; empty where a finding tells what is wrong with the settings. */
export const observabilitySlots: Slots = Object.fromEntries(
  Object.entries(fillers).map(([name, fill]): [string, SlotFiller] => [
    name,
    (resolved, service, settings) => (isSound(name, settings) ? fill(resolved, service, settings) : ''),
  ]),
)

/** Files that observability makes of the whole estate, as many as it takes. */
export const observabilityFiles: FileMakers = { [dashboardsMaker]: dashboardFiles }
