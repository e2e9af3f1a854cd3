import type { Cluster, ClusterSource } from '@homelab/estate/model'
import { asTyped, type Command, noted, type Word } from '@homelab/formats/page'
import * as cluster from '../../../runs/commands.ts'
import * as argo from '../commands.ts'
import { type ArgoCdDelivery, argoCdOf } from '../settings.ts'

/** Where Argo CD reads, and its settings. */
export function gitopsOf(of: Cluster): ClusterSource & ArgoCdDelivery {
  return { ...of.source, ...argoCdOf(of) }
}

/** Argo CD's command line, as it is typed. */
export function argocd(...words: readonly Word[]): Command {
  return asTyped(argo.argocd(...words))
}

/** What a sync would change. */
export function diff(name: Word): Command {
  return asTyped(argo.diff(name))
}

/** The same, where it is one of several commands that each have to succeed. */
export function diffInChain(name: Word): Command {
  return noted('that something differs is no error; an error ends it with 20', diff(name))
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
export function syncFromRoot(of: Cluster, name: string): Command {
  const { root, namespace } = gitopsOf(of)
  return sync(root, '--resource', `argoproj.io:Application:${namespace}/${name}`)
}

/** The objects of an Application that run. */
export function live(name: string): Command {
  return argocd('app', 'manifests', name, '--source', 'live')
}

/** Lets the root read the Applications that lie in a folder. */
export function readsFrom(of: Cluster, from: 'rendered' | 'handwritten'): Command {
  const { root, rendered, folder, handwritten } = gitopsOf(of)
  return argocd(
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
