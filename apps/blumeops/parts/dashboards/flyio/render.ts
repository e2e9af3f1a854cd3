import type { Named } from '@homelab/observability'
import {
  barChart,
  type Dashboard,
  framed,
  matching,
  prom,
  promNow,
  quantile,
  stat,
  steps,
  summedRate,
  timeseries,
  upDown,
} from '@homelab/observability/drawing'
import { accessLogPrefix } from '../../exporters/access-log.ts'
import type { CountingProxy } from './index.ts'

/** Facts G4. */
export function draw(named: Named, spec: CountingProxy): Dashboard {
  const proxy = { instance: spec.instance }
  const requests = `${accessLogPrefix}_http_requests_total${matching(proxy)}`
  const errors = `${accessLogPrefix}_http_requests_total${matching(proxy, 'status=~"5.."')}`
  const cached = `${accessLogPrefix}_cache_requests_total${matching(proxy)}`
  const hits = `${accessLogPrefix}_cache_requests_total${matching({ ...proxy, cache_status: 'HIT' })}`
  const buckets = `${accessLogPrefix}_http_request_duration_seconds_bucket${matching(proxy)}`

  const frame = { refresh: '30s', from: 'now-6h', timezone: '', tooltip: 1, schema: 38, version: 1 } as const
  return framed(named, frame, [
    stat({
      id: 1,
      title: 'Alloy Health',
      at: [0, 0, 6, 6],
      unit: 'short',
      queries: [prom(`up${matching(proxy)}`)],
      ...upDown,
      background: true,
    }),
    stat({ id: 2, title: 'Total RPS', at: [6, 0, 6, 6], unit: 'reqps', queries: [prom(summedRate(requests))] }),
    stat({
      id: 3,
      title: 'Error Rate (5xx)',
      at: [12, 0, 6, 6],
      unit: 'percentunit',
      queries: [prom(`${summedRate(errors)} / ${summedRate(requests)}`)],
      thresholds: steps('green', [0.01, 'yellow'], [0.05, 'red']),
    }),
    stat({
      id: 7,
      title: 'Cache Hit Ratio',
      at: [18, 0, 6, 6],
      unit: 'percentunit',
      queries: [prom(`${summedRate(hits)} / ${summedRate(cached)}`)],
      thresholds: steps('red', [0.5, 'yellow'], [0.8, 'green']),
    }),
    timeseries({
      id: 4,
      title: 'Total Request Rate by Host',
      at: [0, 6, 12, 8],
      unit: 'reqps',
      queries: [prom(summedRate(requests, 'host'), '{{host}}')],
      stacked: true,
    }),
    barChart({
      id: 5,
      title: 'Cache Performance',
      at: [12, 6, 12, 8],
      unit: 'short',
      queries: [promNow(`sum by (cache_status) (increase(${cached}[$__range]))`, '{{cache_status}}')],
    }),
    timeseries({
      id: 6,
      // The histogram counts the whole request; a difference in index.ts.
      title: 'Request Duration p95',
      at: [0, 14, 24, 8],
      unit: 's',
      queries: [prom(quantile(0.95, buckets), 'p95')],
    }),
  ])
}
