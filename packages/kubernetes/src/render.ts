import { contentPrinter, type FileMakers, type Slots } from '@homelab/estate/contents'
import type { Projection, Rendered, ResolvedWithWorkloads } from '@homelab/estate/model'
import { renderCluster } from './cluster/cluster.ts'

/** What clusters hold: under the folder of each group one object a file, and what delivers the groups. */
export function kubernetes(slots: Slots, makers: FileMakers): Projection {
  return { target: 'kubernetes', render: resolved => renderClusters(resolved, slots, makers) }
}

function renderClusters(resolved: ResolvedWithWorkloads, slots: Slots, makers: FileMakers): Rendered {
  const print = contentPrinter(resolved, slots)
  const clusters = resolved.clusters.map(cluster => renderCluster(resolved, cluster, print, makers))
  return {
    files: clusters.flatMap(({ files }) => files),
    claims: clusters.flatMap(({ claims }) => claims),
    takes: clusters.flatMap(({ takes = [] }) => takes),
    findings: clusters.flatMap(({ findings }) => findings),
  }
}
