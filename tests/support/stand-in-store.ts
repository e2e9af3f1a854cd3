import {
  type Cluster,
  itemAddress,
  made,
  type SecretStorePart,
  type StoreUse,
  secretStorePart,
  type Vault,
} from '@homelab/estate/model'
import { customObject, type KubeObject } from '@homelab/kubernetes'

/** A store that nobody has, for tests that are about none: they need one that is there, and can do what is asked. */
export interface StandIn {
  readonly kind: 'stand-in'
  /** What it can't do. */
  readonly lacks?: 'templates' | 'pods'
}

export function standIn(settings: Omit<StandIn, 'kind'> = {}): StandIn {
  return made({ kind: 'stand-in', ...settings })
}

export function asStandInStore(vault: Vault<StandIn>): StoreUse {
  return made({ kind: 'secret-store', uses: 'endpoint', vault: vault.name })
}

/** Its program is `keep`: `keep get safe app password`. External Secrets has a provider for tests, which it uses. */
export const standInStore: SecretStorePart = secretStorePart<StandIn>(
  'stand-in',
  { title: 'Stand-in', program: 'keep', install: 'https://example.org/install' },
  ({ name, store: { lacks }, items }) => ({
    problems: () =>
      Object.keys(items).flatMap(item =>
        item.includes('/')
          ? [{ keys: ['items', item], problem: 'it is a path', got: JSON.stringify(item), fix: 'rename it' }]
          : [],
      ),
    read: secret => ['keep', 'get', name, itemAddress(secret), secret.field],
    fetch: secret => ['keep', 'get', '--quiet', name, itemAddress(secret), secret.field],
    write: secret => ['keep', 'put', name, itemAddress(secret), secret.field],
    ...(lacks !== 'templates' && {
      template: {
        placeholder: secret => `<keep ${[name, itemAddress(secret), secret.field].map(encodeURIComponent).join('/')}>`,
        fill: file => ['keep', 'fill', file],
      },
    }),
    ...(lacks !== 'pods' && {
      pods: {
        remote: ({ item, field }) => ({ key: `${encodeURIComponent(item)}/${encodeURIComponent(field)}` }),
        // https://external-secrets.io/latest/provider/fake/
        provider: ({ url }) => ({ fake: { data: [{ key: url, value: 'none' }] } }),
      },
    }),
  }),
)

/** The way of External Secrets to it, in a cluster: https://external-secrets.io/latest/provider/fake/ */
export function fakeStore({ secretStore: name }: Pick<Cluster, 'secretStore'>): KubeObject {
  return customObject(
    {
      ...{ apiVersion: 'external-secrets.io/v1', kind: 'ClusterSecretStore', metadata: { name } },
      spec: { provider: { fake: { data: [] } } },
    },
    'cluster',
  )
}
