import type { Finding, FindingCode } from '../findings.ts'
import type { Host } from '../place.ts'
import { quantityValue } from '../quantity.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { runClusters } from '../runs/clusters.ts'
import { known } from '../runs/known.ts'
import type { Pods, RunningContainer } from '../runs/pods.ts'
import type { HostUnit } from '../runs/units.ts'

/** What machines have, clusters are given, and pods ask for. */
interface Room {
  readonly code: FindingCode
  readonly what: string
  readonly less: string
  readonly ofHost: (host: Host) => string | undefined
  readonly ofUnit: (unit: HostUnit) => string | undefined
  readonly ofContainer: (container: RunningContainer) => string | undefined
  /** How much is counted as one, as the scheduler does it: sums of fractions are a little more or less than what was added. */
  readonly unit: number
  readonly shown: (units: number) => string
}

const mebibyte = 2 ** 20

const rooms: readonly Room[] = [
  {
    code: 'too-little-memory',
    ...{ what: 'memory', less: 'less memory' },
    ofHost: ({ memory }) => memory,
    ofUnit: ({ memory }) => memory,
    ofContainer: ({ memory }) => memory,
    unit: 1,
    shown: bytes => `${Math.ceil(bytes / mebibyte)}Mi`,
  },
  {
    code: 'too-few-processors',
    ...{ what: 'processors', less: 'fewer processors' },
    ofHost: ({ processors }) => processors?.toString(),
    ofUnit: ({ processors }) => processors?.toString(),
    ofContainer: ({ cpu }) => cpu,
    unit: 0.001,
    shown: thousandths => `${thousandths}m`,
  },
]

/** Whether what runs has room where it runs. */
export function checkRoom(resolved: ResolvedWithWorkloads): Finding[] {
  return rooms.flatMap(room => [...tooSmallClusters(resolved, room), ...tooSmallHosts(resolved, room)])
}

/** Clusters that are to have more than the machine on which they run. */
function tooSmallHosts({ hosts, services }: ResolvedWithWorkloads, { code, less, ofHost, ofUnit }: Room): Finding[] {
  return services.flatMap(({ name: subject, file, runs }) =>
    known(runs.units).flatMap((unit): Finding[] => {
      const host = hosts.find(({ name }) => name === unit.host)
      const has = host && ofHost(host)
      const given = unit.manager === 'host' ? ofUnit(unit) : undefined
      if (given === undefined || has === undefined || !(quantityValue(given) > quantityValue(has))) return []
      return [
        {
          code,
          where: { subject, path: `cluster ${unit.name}`, keys: ['workload', 'programs'], file },
          problem: `${unit.host} has ${less} than the cluster is to have`,
          got: given,
          expected: `at most ${has}`,
          fix: 'give it less, or correct what the host has',
        },
      ]
    }),
  )
}

/**
 * Clusters with less than their pods ask for: the last ones stay Pending, and nothing says so before they are synced. Counted is
 * what is known: pods of charts and of hand-written manifests come on top.
 */
function tooSmallClusters({ clusters, services }: ResolvedWithWorkloads, room: Room): Finding[] {
  const { code, what, shown } = room
  const running = runClusters({ clusters, services })
  return clusters.flatMap(cluster => {
    const { name } = cluster
    const nodes = running.flatMap(({ cluster: of, service, unit }) => {
      const given = room.ofUnit(unit)
      return of === cluster && given !== undefined ? [{ service, unit: unit.name, has: unitsOf(given, room) }] : []
    })
    const asked = services
      .filter(({ at }) => at.kind === 'cluster' && at.name === name)
      .flatMap(({ runs }) => known(runs.pods).map(pods => askedBy(pods, room)))
      .reduce((sum, amount) => sum + amount, 0)
    // With more than one, nobody knows which of them is meant.
    const [node, other] = nodes
    if (node === undefined || other !== undefined || asked <= node.has) return []
    return [
      {
        code,
        where: {
          subject: node.service.name,
          path: `cluster ${node.unit}`,
          keys: ['workload', 'programs'],
          file: node.service.file,
        },
        problem: `pods ask for more ${what} than the cluster has; what comes last will not start`,
        got: shown(node.has),
        expected: `at least the ${shown(asked)} that known pods ask for`,
        fix: `give it more ${what}, or let containers request less`,
      },
    ]
  })
}

/** By all its pods at a time. */
function askedBy({ containers, replicas }: Pods, room: Room): number {
  const each = known(containers).reduce((sum, container) => sum + unitsOf(room.ofContainer(container) ?? '0', room), 0)
  // What is no quantity is a finding of its own.
  if (Number.isNaN(each)) return 0
  return each * (typeof replicas === 'number' ? replicas : 1)
}

function unitsOf(quantity: string, { unit }: Room): number {
  return Math.round(quantityValue(quantity) / unit)
}
