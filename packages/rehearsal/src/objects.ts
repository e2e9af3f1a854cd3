/** Objects of a cluster, as manifests and the API server give them. */
export interface KubeObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[]
  }
  readonly [key: string]: unknown
}

/** With the namespace in which Argo CD makes those that say none. */
export function inNamespaces(
  objects: readonly KubeObject[],
  namespace: string,
  namespaced: ReadonlySet<string>,
): readonly KubeObject[] {
  return objects.map(object =>
    namespaced.has(object.kind) && object.metadata.namespace === undefined
      ? { ...object, metadata: { ...object.metadata, namespace } }
      : object,
  )
}

/** The Application that delivered it; undefined where none did. */
export function applicationOfObject({ metadata }: Pick<KubeObject, 'metadata'>): string | undefined {
  return metadata.annotations?.['argocd.argoproj.io/tracking-id']?.split(':')[0]
}
