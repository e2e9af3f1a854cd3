import { type Slot, slot } from '@homelab/estate'

/** The slot of Prometheus's configuration: its scrape jobs come from the services' metrics. */
export const prometheusSlot = 'prometheus.yml'

export interface PrometheusSettings {
  readonly scrapeIntervalSeconds: number
  readonly evaluationIntervalSeconds: number
  /** Files of rules beside the configuration file, by name; see `prometheusRules`. */
  readonly ruleFiles?: readonly string[]
}

/** Prometheus's configuration file. */
export function prometheusConfig(settings: PrometheusSettings): Slot {
  return slot(prometheusSlot, settings)
}

/** The slot of Prometheus's alert rules: they come from what the services declare. */
export const prometheusRulesSlot = 'prometheus rules'

/** A file of alert rules in JSON; the configuration names it in `ruleFiles`. */
export function prometheusRules(): Slot {
  return slot(prometheusRulesSlot)
}
