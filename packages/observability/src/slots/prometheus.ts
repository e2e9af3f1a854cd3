import type { Resolved, ResolvedService, Scrape } from '@homelab/estate'
import { printYaml } from '@homelab/formats'
import type { PrometheusSettings } from '../prometheus.ts'

/**
 * Prometheus's configuration: a job for each endpoint that this Prometheus scrapes.
 * Format: https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function prometheusYml(resolved: Resolved, service: ResolvedService, settings: object): string {
  const { scrapeIntervalSeconds, evaluationIntervalSeconds } = settings as PrometheusSettings
  const own = resolved.scrapes.filter(({ by }) => by === service.name)
  const jobs = Map.groupBy(own, ({ job }) => job)
  return printYaml({
    global: { scrape_interval: `${scrapeIntervalSeconds}s`, evaluation_interval: `${evaluationIntervalSeconds}s` },
    scrape_configs: [...jobs].flatMap(([name, [first, ...rest]]) =>
      first === undefined ? [] : [scrapeConfig(name, [first, ...rest])],
    ),
  })
}

/** Fields that equal Prometheus's own defaults are left out. */
function scrapeConfig(name: string, targets: readonly [Scrape, ...Scrape[]]): object {
  const [{ scheme, path }] = targets
  return {
    job_name: name,
    ...(path === '/metrics' ? {} : { metrics_path: path }),
    ...(scheme === 'http' ? {} : { scheme }),
    static_configs: targets.map(({ target, labels }) => ({
      targets: [target],
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    })),
  }
}
