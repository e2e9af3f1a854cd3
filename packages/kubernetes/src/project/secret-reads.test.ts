import { expect, test } from 'vitest'
import type { Manifest } from './secret-flow.ts'
import { copiedNamespaces, type SecretRead, secretReads } from './secret-reads.ts'

const container = { name: 'main', image: 'example.org/app:1.0' }

function reads(manifest: Partial<Manifest> & { readonly kind: string }, ...others: readonly Manifest[]): SecretRead[] {
  const full: Manifest = { metadata: { name: 'x', namespace: 'apps' }, ...manifest }
  return secretReads(full, copiedNamespaces([full, ...others]))
}

const pod = (spec: object): Partial<Manifest> & { kind: string } => ({ kind: 'Pod', spec })
const web = { name: 'web', namespace: 'apps' }

test.each([
  [
    'a variable',
    pod({
      containers: [{ ...container, env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'web', key: 'a' } } }] }],
    }),
    [{ ...web, key: 'a', by: 'container main' }],
  ],
  [
    'all variables',
    pod({ containers: [{ ...container, envFrom: [{ secretRef: { name: 'web' } }] }] }),
    [{ ...web, by: 'container main' }],
  ],
  [
    'a container that comes first',
    pod({ containers: [container], initContainers: [{ name: 'first', envFrom: [{ secretRef: { name: 'web' } }] }] }),
    [{ ...web, by: 'container first' }],
  ],
  [
    'a volume',
    pod({ containers: [container], volumes: [{ name: 'files', secret: { secretName: 'web' } }] }),
    [{ ...web, by: 'volume files' }],
  ],
  [
    'a part of a volume',
    pod({
      containers: [container],
      volumes: [{ name: 'files', projected: { sources: [{ secret: { name: 'web' } }] } }],
    }),
    [{ ...web, by: 'volume files' }],
  ],
  [
    'the pull of an image',
    pod({ containers: [container], imagePullSecrets: [{ name: 'web' }] }),
    [{ ...web, by: 'the image pull' }],
  ],
  [
    'a run by the clock',
    {
      kind: 'CronJob',
      spec: {
        jobTemplate: {
          spec: { template: { spec: { containers: [{ ...container, envFrom: [{ secretRef: { name: 'web' } }] }] } } },
        },
      },
    },
    [{ ...web, by: 'container main' }],
  ],
  [
    'a role of a database',
    { kind: 'Cluster', spec: { managed: { roles: [{ name: 'reader', passwordSecret: { name: 'web' } }] } } },
    [{ ...web, key: 'password', by: 'role reader' }],
  ],
])('%s', (_, manifest, expected) => {
  expect(reads(manifest)).toEqual(expected)
})

test.each([
  ['what may be missing', { envFrom: [{ secretRef: { name: 'web', optional: true } }] }],
  ['a plain value', { env: [{ name: 'A', value: 'b' }] }],
])('not %s', (_, more) => {
  expect(reads(pod({ containers: [{ ...container, ...more }] }))).toEqual([])
})

test('a copy reads its original in the other namespace', () => {
  const spec = {
    secretStoreRef: { kind: 'SecretStore', name: 'store' },
    data: [{ secretKey: 'url', remoteRef: { key: 'db-app', property: 'uri' } }],
  }
  const store: Manifest = {
    kind: 'SecretStore',
    metadata: { name: 'store', namespace: 'apps' },
    spec: { provider: { kubernetes: { remoteNamespace: 'databases' } } },
  }
  expect(reads({ kind: 'ExternalSecret', spec }, store)).toEqual([
    { name: 'db-app', namespace: 'databases', key: 'uri', by: 'ExternalSecret x' },
  ])
})
