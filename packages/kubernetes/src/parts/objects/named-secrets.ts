import type { DeliveredSecret, SecretRead } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Read } from '../../runs/reads.ts'
import { entries } from '../../runs/secret-reads.ts'
import type { KubeObject } from './object.ts'

/** The members that name Secrets in objects of operators that an author writes out. */
interface Custom {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec?: {
    readonly secretStoreRef?: { readonly kind?: string; readonly name?: string }
    readonly target?: {
      readonly name?: string
      readonly template?: { readonly data?: Readonly<Record<string, string>> }
    }
    readonly data?: readonly {
      readonly secretKey: string
      readonly remoteRef: { readonly key: string; readonly property?: string }
    }[]
    readonly provider?: {
      readonly kubernetes?: { readonly remoteNamespace?: string }
    }
    readonly managed?: {
      readonly roles?: readonly { readonly name: string; readonly passwordSecret?: { readonly name: string } }[]
    }
  }
}

function customObjects(objects: readonly KubeObject[]): readonly Custom[] {
  return objects.flatMap(each => (each.object === 'custom' ? [each.props as unknown as Custom] : []))
}

/** The Secrets that operators make of objects that an author writes out. */
export function customDeliveries(
  service: string,
  workloadNamespace: string,
  objects: readonly KubeObject[] = [],
): readonly DeliveredSecret[] {
  return customObjects(objects).flatMap(({ kind, metadata, spec }): readonly DeliveredSecret[] => {
    const { namespace = workloadNamespace } = metadata
    const base = { part: 'object', to: 'made-secret', namespace } as const
    if (kind === 'ExternalSecret') {
      const name = spec?.target?.name ?? metadata.name
      const template = spec?.target?.template?.data
      const keys = template === undefined ? (spec?.data ?? []).map(each => each.secretKey) : Object.keys(template)
      return [{ ...base, id: `${service}/secret/${name}`, name, keys }]
    }
    return kind === 'Cluster' ? [operatorSecret(service, namespace, metadata.name)] : []
  })
}

/** What CloudNativePG makes beside a server: https://cloudnative-pg.io/documentation/current/applications/#secrets */
export function operatorSecret(service: string, namespace: string, server: string): DeliveredSecret {
  return {
    id: `${service}/secret/${server}-app`,
    part: 'postgres',
    to: 'made-secret',
    namespace,
    name: `${server}-app`,
    keys: 'unknown',
  }
}

/** What operators read for such objects. */
export function customReads(
  service: string,
  workloadNamespace: string,
  objects: readonly KubeObject[] = [],
): readonly SecretRead[] {
  const all = customObjects(objects)
  const copiedFrom = new Map(
    all.flatMap(({ kind, metadata: { name, namespace = workloadNamespace }, spec }): [string, string][] => {
      const from = kind === 'SecretStore' ? spec?.provider?.kubernetes?.remoteNamespace : undefined
      return from === undefined ? [] : [[`${namespace}/${name}`, from]]
    }),
  )
  return entries(
    service,
    undefined,
    'object',
    all.flatMap(each => readsOf(each, workloadNamespace, copiedFrom)),
  )
}

/**
 * The Secrets by which a store is let in, whichever provider it has: a member whose name ends in `SecretRef`, or is
 * `secretRef`, with a Secret's name. https://external-secrets.io/latest/api/spec/#external-secrets.io/v1.SecretKeySelector
 */
function referredSecrets(value: unknown): readonly (Pick<Read, 'name' | 'key'> & { readonly namespace: string })[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([member, inside]: [string, unknown]) => {
    return /secretRef$/i.test(member) && isSelector(inside) ? [inside] : referredSecrets(inside)
  })
}

/** In a store of the whole cluster the namespace must be said. */
function isSelector(
  value: unknown,
): value is { readonly name: string; readonly namespace: string; readonly key?: string } {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('namespace' in value)) return false
  return typeof value.name === 'string' && typeof value.namespace === 'string'
}

function readsOf(
  { kind, metadata, spec }: Custom,
  workloadNamespace: string,
  copiedFrom: ReadonlyMap<string, string>,
): readonly Read[] {
  const { name: by, namespace = workloadNamespace } = metadata
  switch (kind) {
    case 'Cluster':
      return (spec?.managed?.roles ?? []).flatMap(({ name, passwordSecret }) =>
        passwordSecret === undefined
          ? []
          : [{ name: passwordSecret.name, namespace, key: 'password', optional: false, by: `role ${name}` }],
      )
    case 'ClusterSecretStore':
      return referredSecrets(spec?.provider).map(read => ({ ...read, optional: false, by: `store ${by}` }))
    case 'ExternalSecret': {
      const { kind: of, name } = spec?.secretStoreRef ?? {}
      const from = of === 'SecretStore' ? copiedFrom.get(`${namespace}/${name}`) : undefined
      if (from === undefined) return []
      return (spec?.data ?? []).map(({ remoteRef: { key, property } }) => ({
        name: key,
        namespace: from,
        optional: false,
        by: `ExternalSecret ${by}`,
        ...present({ key: property }),
      }))
    }
    default:
      return []
  }
}
