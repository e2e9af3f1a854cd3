import { type Dashboard, framed, matching, prom, stat, steps, summedRate, timeseries } from '../../drawing/index.ts'
import type { Named } from '../dashboard.ts'
import type { Scraped } from '../scraped.ts'

const gibibyte = 2 ** 30

/** Facts G6. */
export function draw(named: Named, scraped: Scraped): Dashboard {
  const job = matching({ job: scraped.job })
  const stored = 'loki_ingester_chunk_stored_bytes_total'
  const frame = { refresh: '1m', from: 'now-24h', timezone: '', tooltip: 0, schema: 38, version: 1 } as const
  return framed(named, frame, [
    stat({
      id: 1,
      title: 'Total Stored',
      at: [0, 0, 6, 4],
      unit: 'bytes',
      queries: [prom(`sum(${stored})`)],
      thresholds: steps('green', [gibibyte, 'yellow'], [5 * gibibyte, 'red']),
    }),
    stat({
      id: 2,
      title: 'Active Chunks',
      at: [6, 0, 6, 4],
      unit: 'short',
      queries: [prom('sum(loki_ingester_memory_chunks)')],
    }),
    stat({
      id: 3,
      title: 'Active Streams',
      at: [12, 0, 6, 4],
      unit: 'short',
      queries: [prom('sum(loki_ingester_streams_created_total) - sum(loki_ingester_streams_removed_total)')],
    }),
    stat({
      id: 4,
      title: 'Heap Usage',
      at: [18, 0, 6, 4],
      unit: 'percentunit',
      queries: [prom(`1 - go_memstats_heap_idle_bytes${job} / go_memstats_heap_sys_bytes${job}`)],
      thresholds: steps('green', [0.5, 'yellow'], [0.9, 'red']),
    }),
    timeseries({
      id: 5,
      title: 'Ingestion Rate',
      at: [0, 4, 12, 8],
      unit: 'Bps',
      queries: [
        prom(summedRate('loki_distributor_bytes_received_total'), 'Received'),
        prom(summedRate(stored), 'Stored'),
      ],
    }),
    timeseries({
      id: 6,
      title: 'Log Lines Rate',
      at: [12, 4, 12, 8],
      unit: 'short',
      queries: [prom(summedRate('loki_distributor_lines_received_total'), 'Lines a second')],
    }),
    timeseries({
      id: 7,
      title: 'Storage Over Time',
      at: [0, 12, 12, 8],
      unit: 'bytes',
      queries: [prom(`sum(${stored})`, 'Stored'), prom(`go_memstats_heap_inuse_bytes${job}`, 'Heap in use')],
    }),
    timeseries({
      id: 8,
      title: 'Storage Growth (24h rolling)',
      at: [12, 12, 12, 8],
      unit: 'short',
      queries: [prom(`sum(increase(${stored}[24h]))`, 'Growth in 24 h')],
    }),
  ])
}
