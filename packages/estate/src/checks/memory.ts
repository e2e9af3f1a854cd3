import type { Finding } from '../findings.ts'
import { quantityValue } from '../quantity.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { runClusters } from '../runs/clusters.ts'
import { known } from '../runs/known.ts'
import type { Pods } from '../runs/pods.ts'

const mebibyte = 2 ** 20

/**
 * Clusters with less memory than their pods ask for: the last ones stay Pending, and nothing says so before they are synced.
 * Counted is what is known: pods of charts and of hand-written manifests come on top.
 */
export function checkMemory({ clusters, services }: ResolvedWithWorkloads): Finding[] {
  const running = runClusters({ clusters, services })
  return clusters.flatMap(cluster => {
    const { name } = cluster
    const nodes = running.flatMap(({ cluster: of, service, unit }) =>
      of === cluster && unit.memory !== undefined
        ? [{ service, unit: unit.name, bytes: quantityValue(unit.memory) }]
        : [],
    )
    const asked = services
      .filter(({ at }) => at.kind === 'cluster' && at.name === name)
      .flatMap(({ runs }) => known(runs.pods).map(memoryOf))
      .reduce((sum, bytes) => sum + bytes, 0)
    // With more than one, nobody knows which of them is meant.
    const [node, other] = nodes
    if (node === undefined || other !== undefined || asked <= node.bytes) return []
    return [
      {
        code: 'too-little-memory',
        where: {
          subject: node.service.name,
          path: `cluster ${node.unit}`,
          keys: ['workload', 'programs'],
          file: node.service.file,
        },
        problem: 'pods ask for more memory than the cluster has; what comes last will not start',
        got: `${Math.floor(node.bytes / mebibyte)}Mi`,
        expected: `at least the ${Math.ceil(asked / mebibyte)}Mi that known pods ask for`,
        fix: 'give it more memory, or let containers request less',
      },
    ]
  })
}

/** In bytes, of all its pods at a time. */
function memoryOf({ containers, replicas }: Pods): number {
  const each = known(containers).reduce((sum, { memory = '0' }) => sum + quantityValue(memory), 0)
  // What is no quantity is a finding of its own.
  if (Number.isNaN(each)) return 0
  return each * (typeof replicas === 'number' ? replicas : 1)
}
