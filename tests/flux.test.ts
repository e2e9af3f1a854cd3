/** What Flux is given of an estate that it delivers, as a person would have written it. */
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import harbour from './fixtures/harbour/apps/harbour/estate.ts'
import { openFindings, render } from './support/render.ts'

const { files, findings } = render(harbour)

// biome-ignore lint/suspicious/noExplicitAny: what was rendered is what a test looks at
function object(path: string): any {
  return parse(files.get(path) ?? `path: there is no ${path}`)
}

const kustomization = (name: string) => object(`cluster/flux/kustomizations/${name}.yaml`)
const waits = (name: string) =>
  ((kustomization(name).spec.dependsOn ?? []) as readonly { readonly name: string }[]).map(each => each.name)

test('it renders without findings', () => {
  expect(openFindings(findings)).toEqual([])
})

test('the root reads the branch, with the key of its repository, and takes away what is no longer there', () => {
  expect(object('cluster/flux/sources/harbour.yaml')).toEqual({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'harbour', namespace: 'flux-system' },
    spec: {
      interval: '600s',
      url: 'ssh://git@forge.example.net/harbour/estate.git',
      ref: { branch: 'main' },
      secretRef: { name: 'forge' },
    },
  })
  expect(kustomization('harbour').spec).toEqual({
    interval: '600s',
    retryInterval: '1m',
    timeout: '10m',
    sourceRef: { kind: 'GitRepository', name: 'harbour' },
    path: './rendered/cluster/flux',
    prune: true,
  })
})

test('each group waits for those before it, and for the store of its Secrets', () => {
  const names = ['external-secrets', 'secret-store', 'postgres-operator', 'db', 'log']
  expect(Object.fromEntries(names.map(name => [name, waits(name)]))).toEqual({
    'external-secrets': [],
    'secret-store': ['external-secrets'],
    'postgres-operator': [],
    db: ['postgres-operator'],
    log: ['db', 'secret-store'],
  })
})

test('a group applies its folder, leaves its claims, and never recreates', () => {
  const { patches, dependsOn: _, ...spec } = kustomization('log').spec
  expect(spec).toEqual({
    interval: '600s',
    retryInterval: '1m',
    timeout: '10m',
    sourceRef: { kind: 'GitRepository', name: 'harbour' },
    path: './rendered/cluster/manifests/log',
    prune: true,
    wait: true,
  })
  expect(patches).toHaveLength(1)
  expect(patches[0].target).toEqual({ kind: 'PersistentVolumeClaim' })
  expect(parse(patches[0].patch).metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' })
  for (const [path, text] of files) if (path.startsWith('cluster/flux/')) expect(text).not.toMatch(/\bforce\b/)
})

test('of upstream’s manifests nobody sees the kinds, so all that hold data stay', () => {
  const kinds = kustomization('postgres-operator').spec.patches.map(
    (each: { target: { kind: string } }) => each.target.kind,
  )
  expect(kinds).toEqual([
    'PersistentVolumeClaim',
    'PersistentVolume',
    'Namespace',
    'CustomResourceDefinition',
    'Cluster',
  ])
})

test('a chart is a release at its tag, with its values, in its namespace', () => {
  const folder = 'cluster/manifests/external-secrets'
  expect(object(`${folder}/GitRepository-external-secrets.yaml`).spec).toEqual({
    interval: '600s',
    url: 'https://github.com/external-secrets/external-secrets.git',
    ref: { tag: 'helm-chart-1.3.1' },
  })
  const { metadata, spec } = object(`${folder}/HelmRelease-external-secrets.yaml`)
  expect(metadata).toEqual({ name: 'external-secrets', namespace: 'flux-system' })
  expect(spec).toEqual({
    interval: '600s',
    timeout: '10m',
    releaseName: 'external-secrets',
    targetNamespace: 'external-secrets',
    storageNamespace: 'external-secrets',
    chart: {
      spec: {
        chart: './deploy/charts/external-secrets',
        reconcileStrategy: 'Revision',
        sourceRef: { kind: 'GitRepository', name: 'external-secrets' },
      },
    },
    install: { crds: 'CreateReplace' },
    upgrade: { crds: 'CreateReplace' },
    values: { installCRDs: true, serviceAccount: { name: 'external-secrets' } },
  })
  expect([...files.keys()].filter(path => path.startsWith('cluster/values/'))).toEqual([])
})

test('the namespaces are made once, where nobody else makes them, and stay', () => {
  const paths = [...files.keys()].filter(path => path.startsWith('cluster/flux/namespaces/'))
  expect(paths.toSorted()).toEqual(
    ['cnpg-system', 'databases', 'external-secrets', 'log'].map(name => `cluster/flux/namespaces/${name}.yaml`),
  )
  expect(object('cluster/flux/namespaces/log.yaml').metadata.annotations).toEqual({
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent',
  })
})
