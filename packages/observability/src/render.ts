import type { Slots } from '@homelab/content'
import { dataSourcesSlot } from './grafana.ts'
import { prometheusSlot } from './prometheus.ts'
import { dataSourcesYaml } from './slots/grafana.ts'
import { prometheusYml } from './slots/prometheus.ts'

/** The files that observability fills from the whole estate. */
export const observabilitySlots: Slots = {
  [dataSourcesSlot]: dataSourcesYaml,
  [prometheusSlot]: prometheusYml,
}
