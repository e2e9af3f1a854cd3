import { counter, exporterPart, gauge } from '../exporter.ts'

const repository = 'https://github.com/prometheus/node_exporter/blob/v1.8.2/collector'
const filesystem = ['device', 'mountpoint', 'fstype'] as const

/** What node_exporter gives on macOS and on Linux; `prometheus.exporter.unix` of Alloy embeds it. */
export const nodeExporter = exporterPart({
  kind: 'node',
  title: 'node_exporter 1.8',
  sources: [
    `${repository}/cpu_common.go`,
    `${repository}/loadavg.go`,
    `${repository}/boot_time_bsd.go`,
    `${repository}/stat_linux.go`,
    `${repository}/filesystem_common.go`,
    `${repository}/diskstats_common.go`,
    `${repository}/netdev_common.go`,
    `${repository}/netdev_darwin.go`,
    `${repository}/textfile.go`,
  ],
  metrics: {
    node_boot_time_seconds: gauge(),
    node_cpu_seconds_total: counter('cpu', 'mode'),
    node_load1: gauge(),
    node_load5: gauge(),
    node_load15: gauge(),

    node_filesystem_avail_bytes: gauge(...filesystem),
    node_filesystem_free_bytes: gauge(...filesystem),
    node_filesystem_size_bytes: gauge(...filesystem),
    node_filesystem_files: gauge(...filesystem),
    node_filesystem_files_free: gauge(...filesystem),
    node_filesystem_readonly: gauge(...filesystem),
    node_filesystem_device_error: gauge(...filesystem),

    node_disk_read_bytes_total: counter('device'),
    node_disk_written_bytes_total: counter('device'),
    node_disk_reads_completed_total: counter('device'),
    node_disk_writes_completed_total: counter('device'),

    node_network_receive_bytes_total: counter('device'),
    node_network_transmit_bytes_total: counter('device'),
    node_network_receive_packets_total: counter('device'),
    node_network_transmit_packets_total: counter('device'),
    node_network_receive_errs_total: counter('device'),
    node_network_transmit_errs_total: counter('device'),
    node_network_receive_drop_total: counter('device'),

    node_textfile_mtime_seconds: gauge('file'),
    node_textfile_scrape_error: gauge(),
  },
})

/** On macOS, the memory collector counts what `vm_stat` shows. */
export const nodeDarwinExporter = exporterPart({
  kind: 'node-darwin',
  title: 'node_exporter 1.8 on macOS',
  found: { by: 'host', platforms: ['macos'] },
  sources: [`${repository}/meminfo_darwin.go`],
  includes: ['node'],
  metrics: {
    node_memory_active_bytes: gauge(),
    node_memory_compressed_bytes: gauge(),
    node_memory_free_bytes: gauge(),
    node_memory_inactive_bytes: gauge(),
    node_memory_wired_bytes: gauge(),
    node_memory_internal_bytes: gauge(),
    node_memory_purgeable_bytes: gauge(),
    node_memory_total_bytes: gauge(),
    node_memory_swap_used_bytes: gauge(),
    node_memory_swap_total_bytes: gauge(),
    node_memory_swapped_in_bytes_total: counter(),
    node_memory_swapped_out_bytes_total: counter(),
  },
})

/** On Linux, the memory collector repeats `/proc/meminfo` by its own names. */
export const nodeLinuxExporter = exporterPart({
  kind: 'node-linux',
  title: 'node_exporter 1.8 on Linux',
  found: { by: 'host', platforms: ['linux'] },
  sources: [`${repository}/meminfo_linux.go`, `${repository}/meminfo.go`],
  includes: ['node'],
  metrics: {
    node_memory_MemTotal_bytes: gauge(),
    node_memory_MemFree_bytes: gauge(),
    node_memory_MemAvailable_bytes: gauge(),
    node_memory_SwapTotal_bytes: gauge(),
    node_memory_SwapFree_bytes: gauge(),
  },
})
