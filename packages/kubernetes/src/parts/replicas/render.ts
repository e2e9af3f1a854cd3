import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { k8s } from '../../k8s.ts'
import type { KubeObject } from '../objects/object.ts'
import type { PodCount, Replicated, RollingUpdate, Spread } from './index.ts'

/** How a Deployment, or a DaemonSet, changes its pods. */
export function rolloutSpec(strategy: NonNullable<Replicated['strategy']>): k8s.DeploymentStrategy {
  if (typeof strategy === 'string') return { type: strategy }
  return { type: 'RollingUpdate', rollingUpdate: amounts(strategy) }
}

function amounts({ surge, unavailable }: RollingUpdate): k8s.RollingUpdateDeployment {
  return {
    ...(surge !== undefined && { maxSurge: count(surge) }),
    ...(unavailable !== undefined && { maxUnavailable: count(unavailable) }),
  }
}

/** What an autoscaler among the objects of a workload counts: how many pods there are, nothing else says. */
export function scaledBy(objects: readonly KubeObject[] = []): (kind: string, name: string) => boolean {
  const targets = objects.flatMap(each => (each.object === 'HorizontalPodAutoscaler' ? [each.props.spec] : []))
  return (kind, name) => targets.some(spec => spec?.scaleTargetRef.kind === kind && spec.scaleTargetRef.name === name)
}

const keys = { nodes: 'kubernetes.io/hostname', zones: 'topology.kubernetes.io/zone' } as const

/** How the pods that a selector picks keep apart. */
export function spreadSpec(
  spread: readonly Spread[] = [],
  selector: Readonly<Record<string, string>>,
): Pick<k8s.PodSpec, 'topologySpreadConstraints'> {
  if (spread.length === 0) return {}
  return {
    topologySpreadConstraints: spread.map(({ over, skew = 1, strict }) => ({
      maxSkew: skew,
      topologyKey: keys[over],
      whenUnsatisfiable: strict === true ? 'DoNotSchedule' : 'ScheduleAnyway',
      labelSelector: { matchLabels: selector },
    })),
  }
}

/** What has to stay of the pods of a workload while nodes are drained. */
export function renderBudget(
  { chart, workload }: Rendering,
  { budget }: Replicated,
  { name, selector }: { readonly name: string; readonly selector: Readonly<Record<string, string>> },
): void {
  if (budget === undefined) return
  const { available, unavailable } = budget
  new k8s.KubePodDisruptionBudget(chart, freshId(chart, 'disruption-budget'), {
    metadata: { name, namespace: workload.namespace },
    spec: {
      ...(available !== undefined && { minAvailable: count(available) }),
      ...(unavailable !== undefined && { maxUnavailable: count(unavailable) }),
      selector: { matchLabels: selector },
    },
  })
}

function count(of: PodCount): k8s.IntOrString {
  return typeof of === 'number' ? k8s.IntOrString.fromNumber(of) : k8s.IntOrString.fromString(of)
}
