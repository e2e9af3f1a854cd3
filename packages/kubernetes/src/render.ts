import { contentPrinter, type FileMakers, type Slots } from '@homelab/content'
import { lookup, type Projection, type Rendered, type Resolved } from '@homelab/estate'
import { renderCluster } from './project/cluster.ts'
import { checkUses } from './project/uses.ts'

/** Argo CD's view of the estate: an Application a file, and under each Application's folder one object a file. */
export function kubernetes(slots: Slots, makers: FileMakers): Projection {
  return { target: 'kubernetes', render: resolved => renderClusters(resolved, slots, makers) }
}

function renderClusters(resolved: Resolved, slots: Slots, makers: FileMakers): Rendered {
  const print = contentPrinter(resolved, slots)
  const onHosts = resolved.services.filter(({ workload: { at } }) => at.kind === 'host')
  const clusters = resolved.clusters.map(cluster => renderCluster(resolved, cluster, print, makers))
  return {
    files: clusters.flatMap(({ files }) => files),
    claims: clusters.flatMap(({ claims }) => claims),
    findings: [
      ...clusters.flatMap(({ findings }) => findings),
      // No container there gets what this package's uses give.
      ...onHosts.flatMap(service => checkUses(lookup(resolved), service)),
    ],
  }
}
