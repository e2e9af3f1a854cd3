import type { Named } from '@homelab/observability'
import { barGauge, type Dashboard, framed, prom, stat, steps, timeseries, upDown } from '@homelab/observability/drawing'

const day = 86_400

/** Facts G2. */
export function draw(named: Named): Dashboard {
  const frame = { refresh: '5m', from: 'now-30d', timezone: 'browser', tooltip: 0, schema: 38, version: 1 } as const
  return framed(named, frame, [
    stat({
      id: 1,
      title: 'Repository Status',
      at: [0, 0, 4, 4],
      unit: 'short',
      queries: [prom('borgmatic_up')],
      ...upDown,
    }),
    stat({
      id: 2,
      title: 'Disk Usage (Deduplicated)',
      at: [4, 0, 5, 4],
      unit: 'decbytes',
      queries: [prom('borgmatic_repo_deduplicated_size_bytes')],
    }),
    stat({
      id: 3,
      title: 'Data Being Backed Up',
      at: [9, 0, 5, 4],
      unit: 'decbytes',
      queries: [prom('borgmatic_last_archive_original_size_bytes')],
    }),
    stat({ id: 4, title: 'Archives', at: [14, 0, 3, 4], unit: 'short', queries: [prom('borgmatic_archive_count')] }),
    stat({
      id: 5,
      title: 'Time Since Last Backup',
      at: [17, 0, 4, 4],
      unit: 's',
      queries: [prom('time() - borgmatic_last_archive_timestamp')],
      thresholds: steps('green', [day, 'yellow'], [2 * day, 'red']),
    }),
    stat({
      id: 6,
      title: 'Dedup Ratio',
      at: [21, 0, 3, 4],
      unit: 'x',
      decimals: 1,
      queries: [prom('borgmatic_repo_original_size_bytes / borgmatic_repo_deduplicated_size_bytes')],
      thresholds: steps('red', [2, 'yellow'], [5, 'green']),
    }),
    stat({
      id: 7,
      title: 'Last Backup New Data',
      at: [0, 4, 4, 4],
      unit: 'decbytes',
      queries: [prom('borgmatic_last_archive_deduplicated_size_bytes')],
    }),
    stat({
      id: 8,
      title: 'Files in Backup',
      at: [4, 4, 4, 4],
      unit: 'short',
      queries: [prom('borgmatic_last_archive_files')],
    }),
    stat({
      id: 9,
      title: 'Last Backup Duration',
      at: [8, 4, 4, 4],
      unit: 's',
      queries: [prom('borgmatic_last_archive_duration_seconds')],
      thresholds: steps('green', [60, 'yellow'], [300, 'red']),
    }),
    stat({
      id: 10,
      title: 'Unique Chunks',
      at: [12, 4, 4, 4],
      unit: 'short',
      queries: [prom('borgmatic_repo_unique_chunks')],
    }),
    barGauge({
      id: 14,
      title: 'Backup Size by Source',
      at: [0, 24, 12, 8],
      unit: 'decbytes',
      queries: [prom('topk(10, borgmatic_source_size_bytes)', '{{source}}')],
    }),
    timeseries({
      id: 11,
      title: 'Backup Size Over Time',
      at: [0, 8, 12, 8],
      unit: 'decbytes',
      queries: [prom('borgmatic_last_archive_original_size_bytes', 'Original size')],
    }),
    timeseries({
      id: 12,
      title: 'Repository Disk Usage Over Time',
      at: [12, 8, 12, 8],
      unit: 'decbytes',
      queries: [prom('borgmatic_repo_deduplicated_size_bytes', 'Deduplicated size')],
    }),
    timeseries({
      id: 13,
      title: 'New Data Per Backup',
      at: [0, 16, 24, 8],
      unit: 'decbytes',
      queries: [prom('borgmatic_last_archive_deduplicated_size_bytes', 'New data')],
      fill: 80,
    }),
  ])
}
