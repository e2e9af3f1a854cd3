import type { Cluster, ClusterSource } from '@homelab/estate/model'
import { asTyped, type Command, noted, type Word } from '@homelab/formats/page'
import * as cluster from '../../../runs/commands.ts'
import type { GuidedCluster } from '../../guides.ts'
import * as argo from '../commands.ts'
import { holds } from '../holds.ts'
import { type ArgoCdDelivery, argoCdOf } from '../settings.ts'
import { byItselfOf, rootSyncing } from '../syncing.ts'

/** Where Argo CD reads, and its settings. */
export function gitopsOf(of: Cluster): ClusterSource & ArgoCdDelivery {
  return { ...of.source, ...argoCdOf(of) }
}

/** Argo CD's command line, as it is typed. */
export function argocd(of: argo.Delivered, ...words: readonly Word[]): Command {
  return asTyped(argo.argocd(of, ...words))
}

/** What a sync would change. */
export function diff(of: argo.Delivered, name: Word): Command {
  return asTyped(argo.diff(of, name))
}

/** The same, where it is one of several commands that each have to succeed. */
export function diffInChain(of: argo.Delivered, name: Word): Command {
  return noted('that something differs is no error; an error ends it with 20', diff(of, name))
}

/** Has Argo CD look at the source now. */
export function refresh(of: argo.Delivered, name: Word): Command {
  return asTyped(argo.refresh(of, name))
}

/** What syncs by itself, the root first, and how it is held. */
export interface Unasked {
  readonly names: readonly string[]
  /** From now on each is synced by hand alone. */
  readonly hold: Command
  readonly release: readonly Command[]
  /** Syncs the root, and leaves all held. */
  readonly root: Command
}

/** Of a cluster of which anything syncs by itself. */
export function unaskedIn({ cluster, groups }: GuidedCluster): Unasked | undefined {
  const delivery = gitopsOf(cluster)
  const { root } = delivery
  const ownNames = groups.flatMap(({ name, byItself }) => (byItself === undefined ? [] : [name]))
  const names = [...(byItselfOf(delivery, rootSyncing(delivery)) === undefined ? [] : [root]), ...ownNames]
  if (names.length === 0) return undefined
  const held = holds(cluster, names)
  const release = held.release === undefined ? [] : [asTyped(held.release)]
  const [first, ...others] = release
  return {
    names,
    hold: asTyped(held.hold),
    release: first === undefined || held.note === undefined ? release : [noted(held.note, first), ...others],
    root: held.root === undefined ? sync(cluster, root) : asTyped(held.root),
  }
}

/** Syncs, and fails where the operation fails, is refused or takes too long. */
export function sync(of: argo.Delivered, name: Word, ...more: readonly Word[]): Command {
  return asTyped(argo.sync(of, name, ...more))
}

/** Waits until no operation runs and all is well. */
export function settled(of: argo.Delivered, ...names: readonly Word[]): Command {
  return asTyped(argo.settled(of, ...names))
}

/** Syncs one Application object of the root alone, so that it reads another source. */
export function syncFromRoot(of: Cluster, name: string): Command {
  const { root, namespace } = gitopsOf(of)
  return sync(of, root, '--resource', `argoproj.io:Application:${namespace}/${name}`)
}

/** The objects of an Application that run. */
export function live(of: argo.Delivered, name: string): Command {
  return argocd(of, 'app', 'manifests', name, '--source', 'live')
}

/** Lets the root read the Applications that lie in a folder. */
export function readsFrom(of: Cluster, from: 'rendered' | 'handwritten'): Command {
  const { root, rendered, folder, handwritten } = gitopsOf(of)
  return argocd(
    of,
    'app',
    'set',
    root,
    '--path',
    from === 'rendered' ? `${rendered}/${folder}/apps` : `${handwritten}/apps`,
  )
}

/** kubectl in a namespace of a cluster; `undefined` for objects of the whole cluster. */
export function kubectl(of: Cluster, namespace: string | undefined, ...words: readonly Word[]): Command {
  return asTyped(cluster.kubectl(of, namespace, ...words))
}
