import type { Cluster, ClusterSource } from '@homelab/estate/model'
import { asTyped, type Command, type Word } from '@homelab/formats/page'
import { type ArgoCdDelivery, argoCdOf } from '@homelab/kubernetes'
import * as argo from '@homelab/kubernetes/commands'

/** Where Argo CD reads, and its settings. */
export function gitopsOf(cluster: Cluster): ClusterSource & ArgoCdDelivery {
  return { ...cluster.source, ...argoCdOf(cluster) }
}

/** What a sync would change. */
export function diff(name: Word): Command {
  return asTyped(argo.diff(name))
}

/** Syncs, and fails where the operation fails, is refused or takes too long. */
export function sync(name: Word, ...more: readonly Word[]): Command {
  return asTyped(argo.sync(name, ...more))
}

/** Waits until no operation runs and all is well. */
export function settled(...names: readonly Word[]): Command {
  return asTyped(argo.settled(...names))
}

/** Syncs one Application object of the root alone, so that it reads another source. */
export function syncFromRoot(
  { root, namespace }: { readonly root: string; readonly namespace: string },
  name: string,
): Command {
  return sync(root, '--resource', `argoproj.io:Application:${namespace}/${name}`)
}
