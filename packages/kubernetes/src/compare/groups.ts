import type { Cluster, RenderedFile, ResolvedWithWorkloads } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type GroupToCompare, type KubernetesDelivery, kubernetesDelivery } from '../delivery/contract.ts'
import { momentOf } from '../parts/job/each-sync.ts'
import { type Comparison, compare } from './compare.ts'
import { declaredExplanations } from './declared.ts'
import type { Manifest } from './json.ts'
import { objectsOf } from './objects.ts'
import type { Seen } from './seen.ts'

/** A comparison with the name of its group. */
export interface ApplicationComparison extends Comparison {
  readonly application: string
  readonly cluster: string
}

/** A group with where it is delivered, and by what. */
export interface GroupInCluster extends GroupToCompare {
  readonly cluster: Cluster
  readonly delivery: KubernetesDelivery
}

/** Every group of an estate, with the objects that are rendered for it. Their deliveries are loaded. */
export function applicationFiles(
  { clusters, parts }: Pick<ResolvedWithWorkloads, 'clusters' | 'parts'>,
  files: readonly RenderedFile[],
): readonly GroupInCluster[] {
  return clusters.flatMap(cluster => {
    const delivery = kubernetesDelivery(parts, cluster)
    const groups = delivery?.renderer.get().groupsToCompare(cluster, files, objectsOf) ?? []
    return delivery === undefined ? [] : groups.map(group => ({ ...group, cluster, delivery }))
  })
}

/** Compares what ran with what is rendered for the groups of that name; without one, for those of what ran. */
export function compareApplication(
  resolved: ResolvedWithWorkloads,
  files: readonly RenderedFile[],
  name: string | undefined,
  ran: readonly Manifest[],
): readonly ApplicationComparison[] {
  const declared = declaredExplanations(resolved.differences, resolved.services)
  return applicationFiles(resolved, files)
    .filter(each => name === undefined || each.name === name)
    .flatMap(({ name: application, cluster, delivery, objects: rendered, namespace, kept, stays }) => {
      const objects = rendered()
      const found = compare({
        ran: name === undefined ? ran.filter(each => objects.some(object => alike(each, object.manifest))) : ran,
        rendered: objects,
        ...present({ namespace }),
        ...{ kept, stays, cluster, delivery, declared },
      })
      return name === undefined && found.ran === 0 ? [] : [{ application, cluster: cluster.name, ...found }]
    })
}

/** What a cluster has of a group that was delivered from what is rendered; nobody explains a difference then. */
export function compareDelivered(
  { cluster, delivery, objects, namespace, kept, stays }: GroupInCluster,
  live: readonly Manifest[],
): readonly Seen[] {
  // What runs where a sync failed is there only after one did.
  const there = objects().filter(
    ({ manifest }) => momentOf(manifest) !== 'after-failure' || live.some(each => alike(each, manifest)),
  )
  const { stops, unexplained } = compare({
    ...{ ran: live, rendered: there, cluster, delivery, kept, stays, declared: [], delivered: true },
    ...present({ namespace }),
  })
  return [...stops.map(({ seen }) => seen), ...unexplained]
}

function alike(a: Manifest, b: Manifest): boolean {
  return a.kind === b.kind && a.metadata.name === b.metadata.name
}
