import type { Cluster, Finding } from '@homelab/estate/model'
import type { ObjectFile } from '../../cluster/files.ts'
import type { Member } from '../group.ts'
import { unpruned } from './kept.ts'
import { fluxOf } from './settings.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
const initial = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

/**
 * The namespaces that Flux has to make: a Kustomization makes none, and its objects wait for theirs forever. With whoever is the
 * first to need each.
 */
export function madeNamespaces(
  cluster: Cluster,
  members: readonly Member[],
  objects: readonly ObjectFile[],
): ReadonlyMap<string, Member> {
  const there = new Set([...initial, fluxOf(cluster).namespace, ...ownNamespaces(objects)])
  const needed = members.flatMap(member => {
    const namespace = member.application.namespace ?? member.namespace
    return namespace === 'none' || there.has(namespace) ? [] : [[namespace, member] as const]
  })
  return new Map(needed.toReversed())
}

/** Upstream's manifests may hold the same namespace: Flux makes it where there is none, and leaves it then. */
export const namespaceAnnotations = { ...unpruned, 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' }

/** Objects in a namespace that neither Flux nor one of its groups makes. */
export function checkNamespaces(
  cluster: Cluster,
  made: ReadonlyMap<string, unknown>,
  objects: readonly ObjectFile[],
): Finding[] {
  const there = new Set([...initial, fluxOf(cluster).namespace, ...ownNamespaces(objects), ...made.keys()])
  return objects.flatMap(({ manifest, service, identity, source }): readonly Finding[] => {
    const { namespace } = manifest.metadata
    if (namespace === undefined || there.has(namespace)) return []
    return [
      {
        code: 'unprovided-reference',
        where: { subject: service, path: identity, file: source },
        problem: 'nothing makes the namespace, and Flux brings nothing of its group until somebody does',
        got: namespace,
        fix: 'correct it, or state the Namespace among the objects of a service',
      },
    ]
  })
}

function ownNamespaces(objects: readonly ObjectFile[]): readonly string[] {
  return objects.flatMap(({ manifest: { kind, metadata } }) => (kind === 'Namespace' ? [metadata.name] : []))
}
