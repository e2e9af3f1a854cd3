import type { Finding } from '@homelab/estate/model'
import { type OwnedObject, placeIn } from './manifest.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
export const initialNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'] as const

/**
 * Objects in a namespace that nothing makes: the API server takes none, and what is delivered with them waits.
 *
 * @param made those of services and of their groups: whoever delivers these makes them
 */
export function checkNamespaces(objects: readonly OwnedObject[], made: ReadonlySet<string>): Finding[] {
  const own = objects.flatMap(({ manifest: { kind, metadata } }) => (kind === 'Namespace' ? [metadata.name] : []))
  const there = new Set<string>([...initialNamespaces, ...made, ...own])
  const lost = objects.filter(({ manifest: { metadata } }) => !there.has(metadata.namespace ?? 'default'))
  // What several stand in is one cause: the first speaks for the others.
  return [...Map.groupBy(lost, ({ manifest }) => manifest.metadata.namespace)].flatMap(([got = '', [first]]) =>
    first === undefined
      ? []
      : [
          {
            code: 'unprovided-reference',
            where: placeIn(first, 'metadata.namespace'),
            problem: 'nothing makes the namespace, and nothing of its group is brought until somebody does',
            got,
            fix: 'correct it, or state the Namespace among the objects of a service',
          },
        ],
  )
}
