import type { Cluster } from '@homelab/estate/model'
import type { ObjectFile } from '../../cluster/files.ts'
import { initialNamespaces } from '../../cluster/namespaces.ts'
import type { Member } from '../group.ts'
import { unpruned } from './kept.ts'
import { fluxOf } from './settings.ts'

/**
 * The namespaces that Flux has to make: a Kustomization makes none, and its objects wait for theirs forever. With whoever is the
 * first to need each.
 */
export function madeNamespaces(
  cluster: Cluster,
  members: readonly Member[],
  objects: readonly ObjectFile[],
): ReadonlyMap<string, Member> {
  const there = new Set<string>([...initialNamespaces, fluxOf(cluster).namespace, ...ownNamespaces(objects)])
  const needed = members.flatMap(member => {
    const namespace = member.application.namespace ?? member.namespace
    return namespace === 'none' || there.has(namespace) ? [] : [[namespace, member] as const]
  })
  return new Map(needed.toReversed())
}

/** Upstream's manifests may hold the same namespace: Flux makes it where there is none, and leaves it then. */
export const namespaceAnnotations = { ...unpruned, 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' }

function ownNamespaces(objects: readonly ObjectFile[]): readonly string[] {
  return objects.flatMap(({ manifest: { kind, metadata } }) => (kind === 'Namespace' ? [metadata.name] : []))
}
