/** Accounts by which a store reads Secrets of another namespace: those that are copied, and no other. */
import type { KubeObject } from '../objects.ts'
import type { Question } from './right.ts'

interface Store {
  readonly provider?: {
    readonly kubernetes?: {
      readonly remoteNamespace?: string
      readonly auth?: { readonly serviceAccount?: { readonly name: string } }
    }
  }
}

interface External {
  readonly secretStoreRef?: { readonly kind?: string; readonly name?: string }
  readonly data?: readonly { readonly remoteRef: { readonly key: string } }[]
}

/** @param secrets all of the cluster */
export function ofStores(
  stores: readonly KubeObject[],
  externals: readonly KubeObject[],
  secrets: readonly KubeObject[],
): readonly Question[] {
  return stores.flatMap(({ metadata: { name: store, namespace = '' }, spec }): readonly Question[] => {
    const { remoteNamespace: remote = namespace, auth } = (spec as Store).provider?.kubernetes ?? {}
    const name = auth?.serviceAccount?.name
    if (name === undefined) return []
    const keys = externals
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map(each => each['spec'] as External)
      .filter(
        ({ secretStoreRef }) =>
          (secretStoreRef?.kind ?? 'SecretStore') === 'SecretStore' && secretStoreRef?.name === store,
      )
      .flatMap(({ data = [] }) => data.map(({ remoteRef }) => remoteRef.key))
    const others = secrets
      .filter(({ metadata }) => metadata.namespace === remote && !keys.includes(metadata.name))
      .map(({ metadata }) => metadata.name)
    const ask =
      (allowed: boolean, why: string) =>
      (key: string): Question => ({
        ...{ namespace, name, allowed, why },
        doing: { verb: 'get', on: 'secrets', name: key, namespace: remote },
      })
    return [
      ...keys.map(ask(true, `the store ${store} copies it`)),
      ...others.map(ask(false, `the store ${store} does not copy it`)),
    ]
  })
}
