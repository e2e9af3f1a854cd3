import { endpoint, type Need } from '@homelab/estate/model'
import { asLokiPush, asRemoteWrite } from '@homelab/observability'
import type { Stores } from '../stores.ts'

/**
 * The needs of a collector: it pushes logs to Loki and metrics to Prometheus, each by its port `http`.
 *
 * @example needs: (): Needs => pushesTo({ logs: loki, metrics: prometheus })
 */
export function pushesTo({ logs, metrics }: Stores): readonly Need[] {
  return [
    endpoint(logs, 'http', 'pushes logs', asLokiPush()),
    endpoint(metrics, 'http', 'pushes metrics', asRemoteWrite()),
  ]
}
