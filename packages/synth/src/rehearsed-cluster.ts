import type { Cluster } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'
import { present } from '@homelab/formats/present'
import { UsageError } from './cli/command.ts'

export interface Rehearsed {
  readonly cluster: Cluster
  /** The namespace of the Argo CD that delivers to it; absent: the rendered script does. */
  readonly namespace?: string
  /** A line that says which clusters are not rehearsed, and why; empty where there is no other. */
  readonly leftOut: string
}

/**
 * The cluster of that name; else the first that its own Argo CD delivers to, else the first that the rendered script does.
 *
 * @throws UsageError where there is none that can be rehearsed
 */
export function rehearsedOf(clusters: readonly Cluster[], name: string | undefined): Rehearsed {
  const names = clusters.map(cluster => cluster.name)
  const named = clusters.find(cluster => cluster.name === name)
  if (name !== undefined && named === undefined)
    throw new UsageError(`there is no cluster ${name}${didYouMean(name, names)}`)
  const why = named && unrehearsed(named)
  if (why !== undefined) throw new UsageError(`${name} can't be rehearsed: ${why}`)
  const can = clusters.filter(each => unrehearsed(each) === undefined)
  const cluster = named ?? can.find(each => namespaceIn(each) !== undefined) ?? can[0]
  if (cluster === undefined) {
    const all = clusters.map(each => `${each.name}: ${unrehearsed(each)}`).join('; ')
    throw new UsageError(`it has no cluster that can be rehearsed${all === '' ? '' : ` (${all})`}`)
  }
  const namespace = namespaceIn(cluster)
  const others = clusters.filter(each => each !== cluster)
  const said = others.map(each => `${each.name} (${unrehearsed(each) ?? `\`--cluster ${each.name}\` rehearses it`})`)
  return {
    cluster,
    ...present({ namespace }),
    leftOut: said.length === 0 ? '' : `${cluster.name} alone was rehearsed. Left out: ${said.join(', ')}.\n`,
  }
}

/** Why a cluster can't be rehearsed. */
function unrehearsed({ delivery: { kind, from } }: Cluster): string | undefined {
  if (from !== undefined) return `what delivers to it runs in ${from}`
  return kind === 'argocd' || kind === 'apply' ? undefined : `no delivery by ${kind} is rehearsed yet`
}

function namespaceIn({ delivery }: Cluster): string | undefined {
  if (delivery.kind !== 'argocd' || !('namespace' in delivery)) return undefined
  return typeof delivery.namespace === 'string' ? delivery.namespace : undefined
}
