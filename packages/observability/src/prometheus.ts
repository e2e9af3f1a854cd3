import { defineSlot, type Slot } from '@homelab/estate/model'

export interface PrometheusSettings {
  readonly scrapeIntervalSeconds: number
  readonly evaluationIntervalSeconds: number
  /** Files of rules beside the configuration file, by name; see `prometheusRules`. */
  readonly ruleFiles?: readonly string[]
}

/** The slot of Prometheus's configuration: its scrape jobs come from the services' metrics. */
export const prometheusSlot = defineSlot<PrometheusSettings>('prometheus.yml')

/** Prometheus's configuration file. */
export function prometheusConfig(settings: PrometheusSettings): Slot {
  return prometheusSlot.of(settings)
}

/** The slot of Prometheus's alert rules: they come from what the services declare whose series it has. */
export const prometheusRulesSlot = defineSlot<object>('prometheus rules')

/** A file of alert rules in JSON; the configuration names it in `ruleFiles`. */
export function prometheusRules(): Slot {
  return prometheusRulesSlot.of({})
}
