import type { Finding } from '../findings.ts'
import { quantityValue } from '../quantity.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { runClusters } from '../runs/clusters.ts'
import { known } from '../runs/known.ts'
import type { Pods } from '../runs/pods.ts'

const mebibyte = 2 ** 20

/** Whether what runs has room where it runs. */
export function checkMemory(resolved: ResolvedWithWorkloads): Finding[] {
  return [...tooSmallClusters(resolved), ...tooSmallHosts(resolved)]
}

/** Clusters that are to have more than the machine on which they run. */
function tooSmallHosts({ hosts, services }: ResolvedWithWorkloads): Finding[] {
  return services.flatMap(({ name: subject, file, runs }) =>
    known(runs.units).flatMap((unit): Finding[] => {
      const has = hosts.find(({ name }) => name === unit.host)?.memory
      if (unit.manager !== 'host' || unit.memory === undefined || has === undefined) return []
      if (!(quantityValue(unit.memory) > quantityValue(has))) return []
      return [
        {
          code: 'too-little-memory',
          where: { subject, path: `cluster ${unit.name}`, keys: ['workload', 'programs'], file },
          problem: `${unit.host} has less memory than the cluster is to have`,
          got: unit.memory,
          expected: `at most ${has}`,
          fix: 'give it less, or correct what the host has',
        },
      ]
    }),
  )
}

/**
 * Clusters with less memory than their pods ask for: the last ones stay Pending, and nothing says so before they are synced.
 * Counted is what is known: pods of charts and of hand-written manifests come on top.
 */
function tooSmallClusters({ clusters, services }: ResolvedWithWorkloads): Finding[] {
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
