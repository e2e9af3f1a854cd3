import type { PodsQuestion } from '../check.ts'
import { type Answer, down, unknown, up, warning } from './answer.ts'
import type { Asking } from './asking.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
interface Pod {
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly labels?: Readonly<Record<string, string>>
    readonly deletionTimestamp?: string
  }
  readonly status: {
    readonly phase: string
    readonly conditions?: readonly { readonly type: string; readonly status: string }[]
    readonly containerStatuses?: readonly {
      readonly state?: { readonly waiting?: { readonly reason?: string } }
    }[]
  }
}

export async function askPods({ context, namespace, labels }: PodsQuestion, { clusters }: Asking): Promise<Answer> {
  const listing = await clusters.list<Pod>(context, 'pods', undefined)
  if ('problem' in listing) return unknown(listing.problem)
  const pods = listing.items.filter(
    ({ metadata, status }) =>
      metadata.namespace === namespace &&
      metadata.deletionTimestamp === undefined &&
      status.phase !== 'Succeeded' &&
      Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
  )
  if (pods.length === 0) return down('no pod')
  const bad = pods.filter(pod => !isReady(pod))
  if (bad.length === 0) return up(`${pods.length} ready`)
  const words = `${pods.length - bad.length} of ${pods.length} ready: ${bad.map(why).join(', ')}`
  return bad.length === pods.length ? down(words) : warning(words)
}

function isReady({ status }: Pod): boolean {
  return (
    status.phase === 'Running' &&
    status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true
  )
}

function why({ metadata: { name }, status: { phase, containerStatuses = [] } }: Pod): string {
  const reasons = containerStatuses.flatMap(({ state }) => state?.waiting?.reason ?? [])
  return `${name} ${reasons[0] ?? phase}`
}
