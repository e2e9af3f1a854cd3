import { type FileMakers, fills, type Slots } from '@homelab/estate/contents'
import { alertmanagerSlot } from './alertmanager.ts'
import { clusterAlloySlot, hostAlloySlot, proxyAlloySlot } from './alloy.ts'
import { dashboardFiles } from './dashboards/files.ts'
import { dashboardsMaker, dataSourcesSlot } from './grafana.ts'
import { prometheusRulesSlot, prometheusSlot } from './prometheus.ts'
import { alertmanagerYml } from './slots/alertmanager.ts'
import { clusterAlloyConfig, hostAlloyConfig, proxyAlloyConfig } from './slots/alloy.ts'
import { dataSourcesYaml } from './slots/grafana.ts'
import { prometheusYml, rulesJson } from './slots/prometheus.ts'

export { heartbeatAlert } from './alerts/alerting.ts'
export type { AlertRule } from './alerts/index.ts'
export { observability } from './checks.ts'
export { evaluatedRules } from './slots/prometheus.ts'
export { type Gone, type Told, type ToldOf, toldOf } from './told/index.ts'

/** The files that observability fills from the whole estate. */
export const observabilitySlots: Slots = {
  ...fills(alertmanagerSlot, alertmanagerYml),
  ...fills(clusterAlloySlot, clusterAlloyConfig),
  ...fills(dataSourcesSlot, dataSourcesYaml),
  ...fills(hostAlloySlot, hostAlloyConfig),
  ...fills(prometheusSlot, prometheusYml),
  ...fills(prometheusRulesSlot, rulesJson),
  ...fills(proxyAlloySlot, proxyAlloyConfig),
}

/** Files that observability makes of the whole estate, as many as it takes. */
export const observabilityFiles: FileMakers = { [dashboardsMaker]: dashboardFiles }
