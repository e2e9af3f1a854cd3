import {
  type Dashboard,
  framed,
  logql,
  logs,
  prom,
  promTable,
  stat,
  steps,
  timeseries,
  upDown,
} from '../../drawing/index.ts'
import type { Named } from '../dashboard.ts'

/** Facts G5. */
export function draw(named: Named): Dashboard {
  const frame = { refresh: '30s', from: 'now-6h', timezone: 'browser', tooltip: 0, schema: 38, version: 1 } as const
  const transcodes = 'jellyfin_transcode_sessions_total'
  return framed(named, frame, [
    stat({
      id: 1,
      title: 'Jellyfin Status',
      at: [0, 0, 4, 4],
      unit: 'short',
      queries: [prom('jellyfin_up')],
      ...upDown,
    }),
    stat({
      id: 2,
      title: 'Version',
      at: [4, 0, 6, 4],
      unit: 'string',
      queries: [promTable('jellyfin_version_info', 'A')],
      field: 'version',
    }),
    stat({
      id: 3,
      title: 'Active Sessions',
      at: [10, 0, 4, 4],
      unit: 'short',
      queries: [prom('jellyfin_sessions_total')],
      thresholds: steps('green', [3, 'yellow'], [5, 'orange']),
    }),
    stat({
      id: 4,
      title: 'Transcoding',
      at: [14, 0, 4, 4],
      unit: 'short',
      queries: [prom(transcodes)],
      thresholds: steps('green', [1, 'yellow'], [2, 'orange']),
    }),
    stat({
      id: 5,
      title: 'Libraries',
      at: [18, 0, 6, 4],
      unit: 'short',
      queries: [prom('count(jellyfin_library_items)')],
    }),
    items(6, 'Movies', 'movies', 0),
    items(7, 'TV Shows', 'tvshows', 8),
    items(8, 'Music Albums', 'music', 16),
    timeseries({
      id: 9,
      title: 'Sessions Over Time',
      at: [0, 8, 12, 8],
      unit: 'short',
      queries: [prom('jellyfin_sessions_playing', 'Playing'), prom('jellyfin_sessions_paused', 'Paused')],
    }),
    timeseries({
      id: 10,
      title: 'Transcode Sessions',
      at: [12, 8, 12, 8],
      unit: 'short',
      queries: [prom(transcodes, 'Transcoding')],
    }),
    logs({ id: 11, title: 'Jellyfin Logs', at: [0, 16, 24, 8], queries: [logql('{service="jellyfin"}')] }),
  ])
}

function items(id: number, title: string, type: string, x: number): ReturnType<typeof stat> {
  const queries = [prom(`sum(jellyfin_library_items{type="${type}"})`)]
  return stat({ id, title, at: [x, 4, 8, 4], unit: 'short', queries })
}
