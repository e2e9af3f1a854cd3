import { type Cluster, type Delivery, delivererIn, known, type Pods, type ResolvedService } from '@homelab/estate/model'
import type { Facts } from './facts.ts'

/** Pods of which somebody knows how their object is called. */
type NamedPods = Pods & { readonly resource: string; readonly kind: string; readonly name: string }

/** A group that a service is part of. */
type InGroup = Extract<Delivery, { readonly by: 'delivery' }>

/** A service of a cluster, with how it runs there. */
export interface InCluster {
  readonly cluster: Cluster
  readonly namespace: string
  /** Its manifests, or a chart's values, are rendered; else they stay hand-written. */
  readonly rendered: boolean
  /** In the order in which they are synced. */
  readonly applications: readonly string[]
  readonly deliveries: readonly InGroup[]
  /** What makes its pods, by which they are asked for. */
  readonly pods: readonly NamedPods[]
}

const seen = new WeakMap<ResolvedService, InCluster | 'elsewhere'>()

/** How a service runs in its cluster; nothing for those of hosts. Worked out once for each service. */
export function inCluster(facts: Facts, service: ResolvedService): InCluster | undefined {
  const found = seen.get(service) ?? workOut(facts, service) ?? 'elsewhere'
  seen.set(service, found)
  return found === 'elsewhere' ? undefined : found
}

function workOut({ find }: Facts, { at, external, runs }: ResolvedService): InCluster | undefined {
  const cluster = at.kind === 'cluster' ? find.cluster(at.name) : undefined
  const { namespace } = runs
  if (cluster === undefined || namespace === undefined) return undefined
  const deliveries = runs.deliveries.filter(delivery => delivery.by === 'delivery')
  return {
    cluster,
    namespace,
    rendered: !external,
    applications: deliveries.map(({ group }) => group),
    deliveries,
    pods: known(runs.pods).filter(isNamed),
  }
}

function isNamed(pods: Pods): pods is NamedPods {
  return pods.resource !== 'unknown' && pods.kind !== 'unknown' && pods.name !== 'unknown'
}

/** The Application that holds the workload itself, where it is rendered. */
export function ownApplication({ deliveries }: Pick<InCluster, 'deliveries'>): string | undefined {
  return deliveries.find(({ holds }) => holds === 'workload')?.group
}

/** Labels as a selector of kubectl; nothing where no label picks the pods, or where they may be none. */
export function selectorOf({ selector, replicas }: Pods): string | undefined {
  if (selector === 'unknown' || replicas === 'by-clock' || replicas === 'once') return undefined
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

/** The folder of an Application's rendered manifests, from the repository's root. */
export function manifestsFolder({ source }: Cluster, application: string): string {
  return `${source.rendered}/${source.folder}/manifests/${application}`
}

/** The service that delivers all others to a cluster, where one of its own does. */
export function delivererOf({ resolved }: Facts, { name }: Cluster): ResolvedService | undefined {
  return delivererIn(resolved, name)
}
