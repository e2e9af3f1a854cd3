import type { Named } from '@homelab/observability'
import { type Dashboard, framed, prom, stat, steps, timeseries } from '@homelab/observability/drawing'

export function draw(named: Named): Dashboard {
  const frame = { refresh: '1m', from: 'now-24h', timezone: '', tooltip: 1, schema: 38, version: 1 } as const
  return framed(named, frame, [
    stat({
      id: 1,
      title: 'Battery',
      at: [0, 0, 12, 6],
      unit: 'percent',
      queries: [prom('network_ups_tools_battery_charge', '{{ups}}')],
      thresholds: steps('red', [40, 'yellow'], [80, 'green']),
      background: true,
    }),
    stat({
      id: 2,
      title: 'Lasts for',
      at: [12, 0, 12, 6],
      unit: 's',
      queries: [prom('network_ups_tools_battery_runtime', '{{ups}}')],
    }),
    timeseries({
      id: 3,
      title: 'Load',
      at: [0, 6, 24, 8],
      unit: 'percent',
      queries: [prom('network_ups_tools_ups_load', '{{ups}}')],
    }),
  ])
}
