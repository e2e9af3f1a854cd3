/** How full a volume or disk is, as one PromQL expression from 0 to 1: dashboards show it, alert rules compare it. */

import { among, matching, oneOf } from '../drawing/selector.ts'
import type { Measured, ObservedHost } from './observed.ts'

/** Filesystems that are never full or always are: pseudo, in memory, images. */
const uninteresting = 'fstype!~"autofs|devfs|tmpfs|ramfs|overlay|squashfs|iso9660"'

/** The share of a volume that is used. */
export function volumeUsage(measured: Measured): string {
  switch (measured.by) {
    case 'kubelet': {
      const claim = matching({
        ...among(measured.within),
        ...{ namespace: measured.namespace, persistentvolumeclaim: measured.claim },
      })
      return `kubelet_volume_stats_used_bytes${claim} / kubelet_volume_stats_capacity_bytes${claim}`
    }
    case 'cnpg': {
      const all = matching(measured.series)
      const wal = matching({ ...measured.series, value: 'size' })
      return `(sum(cnpg_pg_database_size_bytes${all}) + sum(cnpg_collector_pg_wal${wal})) / ${measured.sizeBytes}`
    }
    case 'prometheus': {
      const all = matching(measured.series)
      const parts = [
        `sum(prometheus_tsdb_storage_blocks_bytes${all})`,
        `sum(prometheus_tsdb_head_chunks_storage_size_bytes${all})`,
        `sum(prometheus_tsdb_wal_storage_size_bytes${all})`,
      ]
      return `(${parts.join(' + ')}) / ${measured.sizeBytes}`
    }
    case 'cadvisor': {
      // What is no device (`overlay`, `tmpfs`) repeats a disk, or is memory.
      const disks = matching({ ...measured.series, id: '/' }, 'device=~"/dev/.+"')
      return `max(container_fs_usage_bytes${disks} / container_fs_limit_bytes${disks})`
    }
  }
}

/** The share of each of a host's writable filesystems that is used; one series a mount point. */
export function diskUsage(host: ObservedHost): string {
  const mounts = host.mountpoints === undefined ? [] : [oneOf('mountpoint', host.mountpoints)]
  const disks = matching(host.series, uninteresting, ...mounts)
  const used = `(1 - node_filesystem_avail_bytes${disks} / node_filesystem_size_bytes${disks})`
  // A sealed system volume or a mounted image is read-only and full forever.
  return `${used} and node_filesystem_readonly${disks} == 0`
}
