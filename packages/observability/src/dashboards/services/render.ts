import {
  type Dashboard,
  framed,
  matching,
  prom,
  type Query,
  stat,
  steps,
  timeseries,
  upDown,
} from '../../drawing/index.ts'
import type { DashboardContext, Named } from '../dashboard.ts'

/** Facts G10, with every probe of the estate in place of the five. */
export function draw(named: Named, _: object, { observed }: DashboardContext): Dashboard {
  const each = (expr: (probe: string) => string): readonly Query[] =>
    observed.probes.map(({ job, title }) => prom(expr(matching({ job })), title))

  const frame = { refresh: '30s', from: 'now-24h', timezone: 'browser', tooltip: 0, schema: 38, version: 1 } as const
  return framed(named, frame, [
    stat({
      id: 1,
      title: 'Service Status',
      at: [0, 0, 24, 6],
      unit: 'short',
      queries: each(probe => `probe_success${probe}`),
      ...upDown,
      background: true,
      text: 'value_and_name',
    }),
    timeseries({
      id: 2,
      title: 'Response Time',
      at: [0, 6, 24, 8],
      unit: 's',
      queries: each(probe => `probe_duration_seconds${probe}`),
    }),
    stat({
      id: 3,
      title: 'Uptime (selected period)',
      at: [0, 14, 24, 6],
      unit: 'percentunit',
      queries: each(probe => `avg_over_time(probe_success${probe}[$__range])`),
      thresholds: steps('red', [0.95, 'yellow'], [0.99, 'green']),
    }),
  ])
}
