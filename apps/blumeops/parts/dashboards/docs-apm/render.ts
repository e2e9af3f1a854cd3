import type { Named } from '@homelab/observability'
import {
  type Dashboard,
  framed,
  logql,
  logs,
  matching,
  prom,
  quantile,
  quoted,
  stat,
  steps,
  summedRate,
  timeseries,
} from '@homelab/observability/drawing'
import { accessLogPrefix } from '../../exporters/access-log.ts'
import type { BehindProxy } from './index.ts'

/** Facts G3. */
export function draw(named: Named, spec: BehindProxy): Dashboard {
  const host = { host: spec.host }
  const requests = `${accessLogPrefix}_http_requests_total${matching(host)}`
  const errors = `${accessLogPrefix}_http_requests_total${matching(host, 'status=~"5.."')}`
  const cached = `${accessLogPrefix}_cache_requests_total${matching(host)}`
  const hits = `${accessLogPrefix}_cache_requests_total${matching({ ...host, cache_status: 'HIT' })}`
  const buckets = `${accessLogPrefix}_http_request_duration_seconds_bucket${matching(host)}`
  const stream = matching({ instance: spec.instance, job: spec.job })

  const frame = { refresh: '30s', from: 'now-6h', timezone: '', tooltip: 1, schema: 38, version: 1 } as const
  return framed(named, frame, [
    timeseries({
      id: 1,
      title: 'Request Rate by Status',
      at: [0, 0, 16, 8],
      unit: 'reqps',
      queries: [prom(summedRate(requests, 'status'), '{{status}}')],
      stacked: true,
    }),
    stat({
      id: 2,
      title: 'Error Rate (5xx)',
      at: [16, 0, 8, 4],
      unit: 'percentunit',
      queries: [prom(`${summedRate(errors)} / ${summedRate(requests)}`)],
      thresholds: steps('green', [0.01, 'yellow'], [0.05, 'red']),
      background: true,
    }),
    stat({
      id: 3,
      title: 'Cache Hit Ratio',
      at: [16, 4, 4, 4],
      unit: 'percentunit',
      queries: [prom(`${summedRate(hits)} / ${summedRate(cached)}`)],
      thresholds: steps('red', [0.5, 'yellow'], [0.8, 'green']),
      background: true,
    }),
    stat({ id: 4, title: 'Current RPS', at: [20, 4, 4, 4], unit: 'reqps', queries: [prom(summedRate(requests))] }),
    timeseries({
      id: 5,
      title: 'Latency Percentiles',
      at: [0, 8, 12, 8],
      unit: 's',
      queries: [
        prom(quantile(0.5, buckets), 'p50'),
        prom(quantile(0.9, buckets), 'p90'),
        prom(quantile(0.99, buckets), 'p99'),
      ],
    }),
    timeseries({
      id: 6,
      title: 'Bandwidth',
      at: [12, 8, 12, 8],
      unit: 'Bps',
      queries: [prom(summedRate(`${accessLogPrefix}_http_response_bytes_total${matching(host)}`), 'Sent')],
    }),
    logs({
      id: 7,
      title: 'Recent Access Logs',
      at: [0, 16, 24, 8],
      queries: [logql(`${stream} |= ${quoted(spec.host)}`)],
    }),
  ])
}
