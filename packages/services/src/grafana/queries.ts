import { endpoint, type Need } from '@homelab/estate/model'
import { asDataSource, lokiSource, prometheusSource } from '@homelab/observability'
import type { Stores } from '../stores.ts'

/**
 * The needs of Grafana: it queries Prometheus, unless something else is asked for, and Loki, each by its port `http`. Further
 * data sources stand beside it.
 *
 * @example needs: (): Needs => queries({ logs: loki, metrics: prometheus })
 */
export function queries({ logs, metrics }: Stores): readonly Need[] {
  return [
    endpoint(
      metrics,
      'http',
      'queries metrics',
      asDataSource(prometheusSource, { name: 'Prometheus', isDefault: true }),
    ),
    endpoint(logs, 'http', 'queries logs', asDataSource(lokiSource, { name: 'Loki' })),
  ]
}
