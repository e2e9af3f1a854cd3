import {
  type Dashboard,
  framed,
  gauge,
  type Panel,
  prom,
  type Row,
  row,
  stat,
  states,
  steps,
  timeseries,
  type Variable,
  variable,
} from '../../drawing/index.ts'
import type { Named } from '../dashboard.ts'
import { disk, filesystem, network } from './disks.ts'

/** The host chosen at the top. */
const instance = 'instance=~"$instance"'

/** Facts G7. */
export function draw(named: Named): Dashboard {
  const frame = { refresh: '30s', from: 'now-6h', timezone: 'browser', tooltip: 1, schema: 38, version: 1 } as const
  const panels = [...overview(), ...power(), ...processor(), ...memory(), ...disk(), ...filesystem(), ...network()]
  return framed(named, { ...frame, variables: variables() }, panels)
}

function variables(): readonly Variable[] {
  const refresh = 1
  const values = (metric: string, label: string): string => `label_values(${metric}{${instance}}, ${label})`
  return [
    variable({
      name: 'instance',
      label: 'Instance',
      query: 'label_values(node_memory_wired_bytes, instance)',
      refresh,
    }),
    variable({
      name: 'disk',
      label: 'Disk',
      query: values('node_disk_read_bytes_total', 'device'),
      refresh,
      multi: true,
    }),
    variable({
      name: 'netdev',
      label: 'Network Device',
      query: values('node_network_receive_bytes_total', 'device'),
      refresh,
      multi: true,
      filter: '/^(en|eth)/',
    }),
  ]
}

function overview(): readonly (Panel | Row)[] {
  const total = `node_memory_total_bytes{${instance}} or node_memory_MemTotal_bytes{${instance}}`
  return [
    row(100, 'Overview', 0),
    stat({
      id: 1,
      title: 'Uptime',
      at: [0, 1, 4, 4],
      unit: 'dtdurations',
      queries: [prom(`time() - node_boot_time_seconds{${instance}}`)],
    }),
    stat({ id: 2, title: 'Total Memory', at: [4, 1, 4, 4], unit: 'decbytes', queries: [prom(total)] }),
    stat({
      id: 3,
      title: 'CPU Cores',
      at: [8, 1, 4, 4],
      unit: 'short',
      queries: [prom(`count(node_cpu_seconds_total{${instance}, mode="idle"})`)],
    }),
    load(4, '1m', 'node_load1', 12),
    load(5, '5m', 'node_load5', 16),
    load(6, '15m', 'node_load15', 20),
  ]
}

function load(id: number, over: string, metric: string, x: number): Panel {
  const thresholds = steps('green', [4, 'yellow'], [8, 'red'])
  const queries = [prom(`${metric}{${instance}}`)]
  return stat({ id, title: `Load (${over})`, at: [x, 1, 4, 4], unit: 'short', decimals: 2, queries, thresholds })
}

function power(): readonly (Panel | Row)[] {
  return [
    row(106, 'Power & Thermal', 5),
    stat({
      id: 60,
      title: 'Total Power',
      at: [0, 6, 4, 4],
      unit: 'watt',
      decimals: 1,
      queries: [prom(`macos_combined_power_watts{${instance}}`)],
      thresholds: steps('green', [5, 'yellow'], [10, 'orange'], [15, 'red']),
    }),
    stat({
      id: 61,
      title: 'Thermal Pressure',
      at: [4, 6, 4, 4],
      unit: 'none',
      queries: [prom(`macos_thermal_pressure{${instance}}`)],
      mappings: states(['Nominal', 'green'], ['Moderate', 'yellow'], ['Heavy', 'orange'], ['Critical', 'red']),
      thresholds: steps('green', [1, 'yellow'], [2, 'orange'], [3, 'red']),
      background: true,
    }),
    timeseries({
      id: 62,
      title: 'Power Consumption',
      at: [8, 6, 16, 8],
      unit: 'watt',
      queries: [
        prom(`macos_cpu_power_watts{${instance}}`, 'CPU'),
        prom(`macos_gpu_power_watts{${instance}}`, 'GPU'),
        prom(`macos_ane_power_watts{${instance}}`, 'ANE'),
      ],
      stacked: true,
    }),
  ]
}

function processor(): readonly (Panel | Row)[] {
  const busy = `avg by (mode) (rate(node_cpu_seconds_total{${instance}, mode!="idle"}[5m])) * 100`
  return [
    row(101, 'CPU', 14),
    timeseries({
      id: 10,
      title: 'CPU Usage by Mode',
      at: [0, 15, 12, 8],
      unit: 'percent',
      min: 0,
      max: 100,
      queries: [prom(busy, '{{mode}}')],
      stacked: true,
    }),
    timeseries({
      id: 11,
      title: 'System Load',
      at: [12, 15, 12, 8],
      unit: 'short',
      queries: [
        prom(`node_load1{${instance}}`, '1m'),
        prom(`node_load5{${instance}}`, '5m'),
        prom(`node_load15{${instance}}`, '15m'),
      ],
    }),
  ]
}

function memory(): readonly (Panel | Row)[] {
  const part = (name: string): string => `node_memory_${name}_bytes{${instance}}`
  const pressure = `(1 - (${part('free')} + ${part('inactive')}) / ${part('total')}) * 100`
  return [
    row(102, 'Memory (macOS)', 23),
    timeseries({
      id: 20,
      title: 'Memory Usage (macOS)',
      at: [0, 24, 12, 8],
      unit: 'bytes',
      queries: [
        prom(part('wired'), 'Wired'),
        prom(part('active'), 'Active'),
        prom(part('compressed'), 'Compressed'),
        prom(part('inactive'), 'Inactive'),
        prom(part('free'), 'Free'),
      ],
      stacked: true,
    }),
    gauge({
      id: 21,
      title: 'Memory Pressure',
      at: [12, 24, 4, 8],
      unit: 'percent',
      min: 0,
      max: 100,
      queries: [prom(pressure)],
      thresholds: steps('green', [70, 'yellow'], [90, 'red']),
    }),
    timeseries({
      id: 22,
      title: 'Swap Usage',
      at: [16, 24, 8, 8],
      unit: 'bytes',
      queries: [prom(part('swap_used'), 'Used'), prom(part('swap_total'), 'Total')],
    }),
  ]
}
