import type { Finding } from '../findings.ts'
import { clusterLabel } from '../place.ts'
import type { Stated } from '../state/stated.ts'

/** A label that a service says of its metrics, and that tells its cluster from others: one of the two would lose without a word. */
export function checkClusterLabel({ services, clusters }: Pick<Stated, 'services' | 'clusters'>): Finding[] {
  return services.flatMap(({ name, file, metrics = [], workload }) => {
    const { cluster } = clusterLabel(clusters, workload.at)
    const said = [metrics].flat().flatMap(({ labels }) => labels?.['cluster'] ?? [])
    if (cluster === undefined) return []
    return said.map(got => ({
      code: 'duplicate-setting',
      where: { subject: name, path: 'metrics.labels.cluster', file },
      problem: 'where there are several clusters this label is the name of its own, by which alerts pick it',
      got,
      expected: cluster,
      fix: 'call the label otherwise, or leave it out',
    }))
  })
}
