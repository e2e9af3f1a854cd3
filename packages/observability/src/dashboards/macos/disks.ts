import { barGauge, type Panel, prom, type Query, type Row, row, steps, timeseries } from '../../drawing/index.ts'

const instance = 'instance=~"$instance"'
const disks = `{${instance}, device=~"$disk"}`
const devices = `{${instance}, device=~"$netdev"}`
const mounts = `{${instance}, fstype!~"autofs|devfs|tmpfs"}`

/** Section "Disk" of the macOS dashboard (facts G7). */
export function disk(): readonly (Panel | Row)[] {
  return [
    row(103, 'Disk', 32),
    timeseries({
      id: 30,
      title: 'Disk I/O',
      at: [0, 33, 12, 8],
      unit: 'Bps',
      queries: [
        rate('node_disk_read_bytes_total', disks, 'read'),
        rate('node_disk_written_bytes_total', disks, 'write'),
      ],
    }),
    timeseries({
      id: 31,
      title: 'Disk IOPS',
      at: [12, 33, 12, 8],
      unit: 'iops',
      queries: [
        rate('node_disk_reads_completed_total', disks, 'reads'),
        rate('node_disk_writes_completed_total', disks, 'writes'),
      ],
    }),
  ]
}

/** Section "Filesystem". */
export function filesystem(): readonly (Panel | Row)[] {
  const used = `(1 - node_filesystem_avail_bytes${mounts} / node_filesystem_size_bytes${mounts}) * 100`
  return [
    row(104, 'Filesystem', 41),
    barGauge({
      id: 40,
      title: 'Filesystem Usage %',
      at: [0, 42, 12, 6],
      unit: 'percent',
      min: 0,
      max: 100,
      queries: [prom(used, '{{mountpoint}}')],
      thresholds: steps('green', [70, 'yellow'], [85, 'red']),
    }),
    timeseries({
      id: 41,
      title: 'Filesystem Available',
      at: [12, 42, 12, 6],
      unit: 'bytes',
      queries: [prom(`node_filesystem_avail_bytes${mounts}`, '{{mountpoint}}')],
    }),
  ]
}

/** Section "Network". */
export function network(): readonly (Panel | Row)[] {
  return [
    row(105, 'Network', 48),
    timeseries({
      id: 50,
      title: 'Network Traffic',
      at: [0, 49, 12, 8],
      unit: 'bps',
      queries: [
        prom(`rate(node_network_receive_bytes_total${devices}[5m]) * 8`, '{{device}} receive'),
        prom(`rate(node_network_transmit_bytes_total${devices}[5m]) * 8`, '{{device}} transmit'),
      ],
    }),
    timeseries({
      id: 51,
      title: 'Network Packets',
      at: [12, 49, 12, 8],
      unit: 'pps',
      queries: [
        rate('node_network_receive_packets_total', devices, 'receive'),
        rate('node_network_transmit_packets_total', devices, 'transmit'),
      ],
    }),
    timeseries({
      id: 52,
      title: 'Network Errors & Drops',
      at: [0, 57, 24, 8],
      unit: 'short',
      queries: [
        rate('node_network_receive_errs_total', devices, 'receive errors'),
        rate('node_network_transmit_errs_total', devices, 'transmit errors'),
        rate('node_network_receive_drop_total', devices, 'receive drops'),
      ],
    }),
  ]
}

function rate(metric: string, selected: string, what: string): Query {
  return prom(`rate(${metric}${selected}[5m])`, `{{device}} ${what}`)
}
