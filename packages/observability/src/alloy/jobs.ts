/** Job labels that Alloy gives when nothing else is said. */

/** https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.unix/ */
export const unixJob = 'integrations/unix'

/**
 * https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.blackbox/ (facts K13)
 *
 * @param target the probed target's name
 */
export function probeJob(target: string): string {
  return `integrations/blackbox/${target}`
}

/**
 * https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.scrape/
 *
 * @param label the component's label
 */
export function scrapeJob(label: string): string {
  return `prometheus.scrape.${label}`
}
