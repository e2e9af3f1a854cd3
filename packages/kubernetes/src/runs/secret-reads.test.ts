import { present } from '@homelab/formats/present'
import { expect, test } from 'vitest'
import { customReads } from '../parts/objects/named-secrets.ts'
import type { KubeObject } from '../parts/objects/object.ts'
import { objectReads } from './secret-reads.ts'

const container = { name: 'main', image: 'example.org/app:1.0' }

interface Manifest {
  readonly kind: string
  readonly metadata?: { readonly name: string; readonly namespace?: string }
  readonly spec?: object
}

/** What is read for objects that an author writes out, without ids. */
function reads(...manifests: readonly Manifest[]): object[] {
  const objects = manifests.map(
    manifest =>
      ({
        object: 'custom',
        scope: 'namespace',
        props: { metadata: { name: 'x' }, ...manifest },
      }) as unknown as KubeObject,
  )
  return [...objects.flatMap(each => objectReads('app', 'apps', each)), ...customReads('app', 'apps', objects)].map(
    ({ name, namespace, key, by, optional }) => ({
      ...{ name, namespace, by },
      ...present({ key }),
      ...(optional && { optional }),
    }),
  )
}

const pod = (spec: object): Manifest => ({ kind: 'Pod', spec })
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

test('what may be missing is read as such', () => {
  const envFrom = [{ secretRef: { name: 'web', optional: true } }]
  expect(reads(pod({ containers: [{ ...container, envFrom }] }))).toEqual([
    { ...web, by: 'container main', optional: true },
  ])
})

test('a plain value reads no Secret', () => {
  expect(reads(pod({ containers: [{ ...container, env: [{ name: 'A', value: 'b' }] }] }))).toEqual([])
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
