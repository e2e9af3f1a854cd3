import { type Slot, slot } from '@homelab/estate'

/** The slot of Prometheus's configuration: its scrape jobs come from the services' metrics. */
export const prometheusSlot = 'prometheus.yml'

export interface PrometheusSettings {
  readonly scrapeIntervalSeconds: number
  readonly evaluationIntervalSeconds: number
}

/** Prometheus's configuration file. */
export function prometheusConfig(settings: PrometheusSettings): Slot {
  return slot(prometheusSlot, settings)
}
