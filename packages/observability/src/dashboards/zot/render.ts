import {
  type Dashboard,
  framed,
  matching,
  prom,
  quantile,
  stat,
  steps,
  summedRate,
  timeseries,
  upDown,
} from '../../drawing/index.ts'
import type { Named } from '../dashboard.ts'
import type { Scraped } from '../scraped.ts'

const mebibyte = 2 ** 20

/** Facts G11. */
export function draw(named: Named, scraped: Scraped): Dashboard {
  const job = matching({ job: scraped.job })
  const requests = `zot_http_requests_total${job}`
  const buckets = `zot_http_method_latency_seconds_bucket${job}`
  const frame = { refresh: '30s', from: 'now-6h', timezone: '', tooltip: 0, schema: 38, version: 1 } as const
  return framed(named, frame, [
    stat({ id: 1, title: 'Zot Status', at: [0, 0, 4, 4], unit: 'short', queries: [prom('zot_up')], ...upDown }),
    stat({ id: 2, title: 'Goroutines', at: [4, 0, 4, 4], unit: 'short', queries: [prom(`go_goroutines${job}`)] }),
    stat({
      id: 3,
      title: 'Total Storage',
      at: [8, 0, 4, 4],
      unit: 'bytes',
      queries: [prom('sum(zot_repo_storage_bytes)')],
      thresholds: steps('green', [512 * mebibyte, 'yellow'], [1024 * mebibyte, 'red']),
    }),
    stat({ id: 4, title: 'Request Rate', at: [12, 0, 4, 4], unit: 'reqps', queries: [prom(summedRate(requests))] }),
    timeseries({
      id: 5,
      title: 'HTTP Requests by Method',
      at: [0, 4, 12, 8],
      unit: 'reqps',
      queries: [prom(summedRate(requests, 'method'), '{{method}}')],
    }),
    timeseries({
      id: 6,
      title: 'HTTP Requests by Status Code',
      at: [12, 4, 12, 8],
      unit: 'reqps',
      queries: [prom(summedRate(requests, 'code'), '{{code}}')],
    }),
    timeseries({
      id: 7,
      title: 'HTTP Request Latency',
      at: [0, 12, 12, 8],
      unit: 's',
      queries: [
        prom(quantile(0.5, buckets), 'p50'),
        prom(quantile(0.95, buckets), 'p95'),
        prom(quantile(0.99, buckets), 'p99'),
      ],
    }),
    timeseries({
      id: 8,
      title: 'Storage by Repository',
      at: [12, 12, 12, 8],
      unit: 'bytes',
      queries: [prom('zot_repo_storage_bytes', '{{repo}}')],
    }),
  ])
}
