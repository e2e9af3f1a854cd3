import type { Finding } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type Manifest, type OwnedObject, placeIn } from '../../cluster/manifest.ts'
import { podsIn } from './counts.ts'

/** What types can't say of how many pods there are, of rendered objects: those that somebody writes out are among them. */
export function checkReplicas(objects: readonly OwnedObject[]): Finding[] {
  return objects.flatMap(object => [
    ...checkRollout(object),
    ...checkCount(object),
    ...checkSpread(object),
    ...checkBudget(object, objects),
    ...checkScaled(object, objects),
  ])
}

type Wrong = Pick<Finding, 'problem' | 'fix'> & { readonly got?: string; readonly expected?: string }

function finding(object: OwnedObject, code: Finding['code'], path: string, wrong: Wrong) {
  const { problem, got, expected, fix } = wrong
  return {
    code,
    where: placeIn(object, path),
    problem,
    ...present({ got, expected }),
    fix,
  }
}

/** What the API refuses: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/#DeploymentSpec */
function checkRollout(object: OwnedObject): Finding[] {
  const { kind, spec } = object.manifest
  const daemons = kind === 'DaemonSet'
  if (kind !== 'Deployment' && !daemons) return []
  const path = daemons ? 'spec.updateStrategy' : 'spec.strategy'
  const { type, rollingUpdate } = (daemons ? spec.updateStrategy : spec.strategy) ?? {}
  const wrong = (problem: string, fix: string, expected?: string): Finding[] => [
    finding(object, 'contradicting-rollout', path, { problem, fix, ...present({ expected }) }),
  ]
  if (type === 'Recreate' && daemons) {
    const problem = 'the pods of a DaemonSet are never all ended first: the API refuses it'
    return wrong(problem, 'leave `strategy` out, or use `rolling`')
  }
  if (rollingUpdate === undefined) return []
  if (type === 'Recreate')
    return wrong(
      'old pods end before new ones start, and more or fewer than asked for are allowed meanwhile: the API refuses both at once',
      "leave `rollingUpdate` out, or `type: 'Recreate'`",
    )
  const { maxSurge = daemons ? 0 : '25%', maxUnavailable = daemons ? 1 : '25%' } = rollingUpdate
  const amounts = { maxSurge, maxUnavailable }
  const unreadable = Object.entries(amounts).filter(([, amount]) => podsIn(amount, 1, 'up') === undefined)
  if (unreadable.length > 0)
    return unreadable.map(([name, amount]) =>
      finding(object, 'invalid-quantity', `${path}.rollingUpdate.${name}`, {
        problem: 'this is no number of pods',
        got: JSON.stringify(amount),
        expected: 'a whole number from 0 on, or a share such as 25%',
        fix: 'correct it',
      }),
    )
  const none = (amount: unknown): boolean => Number.parseInt(String(amount), 10) === 0
  if (none(maxSurge) && none(maxUnavailable))
    return wrong('no pod may be away and none may come: the API refuses it', 'let one come, or one be away')
  if (daemons && !none(maxSurge) && !none(maxUnavailable))
    return wrong(
      'a node has a new pod before the old one ends, or after it, and not both: the API refuses it',
      'say `unavailable: 0` beside `surge`',
      'one of the two is 0; of a DaemonSet `unavailable` is 1 where it is not said',
    )
  return []
}

function checkCount(object: OwnedObject): Finding[] {
  const { kind, spec } = object.manifest
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return []
  const { replicas = 1 } = spec
  if (Number.isInteger(replicas) && replicas >= 0) return []
  const wrong = { problem: 'there are no such pods', got: String(replicas), expected: 'a whole number from 0 on' }
  return [finding(object, 'invalid-quantity', 'spec.replicas', { ...wrong, fix: 'correct the number' })]
}

function checkSpread(object: OwnedObject): Finding[] {
  const { kind, spec } = object.manifest
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return []
  const constraints: readonly { readonly maxSkew: number }[] = spec.template?.spec?.topologySpreadConstraints ?? []
  const path = 'spec.template.spec.topologySpreadConstraints'
  if (constraints.length > 0 && (spec.replicas ?? 1) === 1) {
    const problem = 'there is one pod, which keeps apart from no other'
    return [finding(object, 'unread-option', path, { problem, fix: 'say `replicas`, or leave `spread` out' })]
  }
  return constraints
    .filter(({ maxSkew }) => !Number.isInteger(maxSkew) || maxSkew < 1)
    .map(({ maxSkew }) =>
      finding(object, 'invalid-quantity', path, {
        problem: 'pods do not keep apart by so many',
        got: String(maxSkew),
        expected: 'a whole number from 1 on',
        fix: 'correct the skew',
      }),
    )
}

/** https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ */
function checkBudget(object: OwnedObject, objects: readonly OwnedObject[]): Finding[] {
  const { kind, spec } = object.manifest
  if (kind !== 'PodDisruptionBudget') return []
  const { minAvailable, maxUnavailable } = spec
  const path = minAvailable === undefined ? 'spec.maxUnavailable' : 'spec.minAvailable'
  const amount: unknown = minAvailable ?? maxUnavailable
  if (podsIn(amount, 1, 'up') === undefined)
    return [
      finding(object, 'invalid-quantity', path, {
        problem: 'this is no number of pods',
        got: JSON.stringify(amount),
        expected: 'a whole number from 0 on, or a share such as 50%',
        fix: 'correct it',
      }),
    ]
  // Of pods that others make nobody here knows how many there are.
  const replicas = replicasOf(object.manifest, objects)
  const away =
    minAvailable === undefined
      ? podsIn(maxUnavailable, replicas ?? 1, 'up')
      : replicas === undefined
        ? undefined
        : replicas - (podsIn(minAvailable, replicas, 'up') ?? 0)
  if (away === undefined || away > 0 || replicas === 0) return []
  return [
    finding(object, 'stuck-drain', path, {
      problem: 'no pod may ever be away, so that a node with one of them is never drained',
      got: replicas === undefined ? JSON.stringify(amount) : `${JSON.stringify(amount)} of ${replicas}`,
      expected: 'a budget that lets one pod be away',
      fix: 'run one pod more than has to stay, or say `budget: { unavailable: 1 }`',
    }),
  ]
}

/** https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling */
function checkScaled(object: OwnedObject, objects: readonly OwnedObject[]): Finding[] {
  const { kind, metadata, spec } = object.manifest
  if ((kind !== 'Deployment' && kind !== 'StatefulSet') || spec.replicas === undefined) return []
  const by = objects.find(({ manifest: { kind: scaler, metadata: of, spec: scales } }) => {
    const isHere = scaler === 'HorizontalPodAutoscaler' && of.namespace === metadata.namespace
    return isHere && scales.scaleTargetRef?.kind === kind && scales.scaleTargetRef.name === metadata.name
  })
  if (by === undefined) return []
  const name = by.manifest.metadata.name
  const problem = `the autoscaler ${name} says how many pods there are, and each delivery puts this number back`
  const fix = 'leave `replicas` out, and have the autoscaler among the `objects` of the same workload'
  return [finding(object, 'duplicate-setting', 'spec.replicas', { problem, got: String(spec.replicas), fix })]
}

/** How many pods there are that a budget is for. */
function replicasOf({ metadata, spec }: Manifest, objects: readonly OwnedObject[]): number | undefined {
  const wanted = Object.entries<string>(spec.selector?.matchLabels ?? {})
  const [picked, other] = objects.flatMap(({ manifest }) => {
    const isOfPods = manifest.kind === 'Deployment' || manifest.kind === 'StatefulSet'
    const labels = manifest.spec?.template?.metadata?.labels ?? {}
    const isPicked = wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
    return isOfPods && isPicked && manifest.metadata.namespace === metadata.namespace ? [manifest] : []
  })
  return picked === undefined || other !== undefined ? undefined : (picked.spec.replicas ?? 1)
}
