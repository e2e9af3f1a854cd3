/** What Flux is given of an estate that it delivers, as a person would have written it. */

import { cluster, daily, estate, host, image, notBackedUp, service } from '@homelab/estate'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import {
  type ChartWorkload,
  claim,
  clusterParts,
  deployment,
  flux,
  objects,
  type ScheduledJob,
} from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import harbour from './fixtures/harbour/apps/harbour/estate.ts'
import { k3s } from './fixtures/harbour/apps/harbour/places.ts'
import shelf from './fixtures/shelf/estate.ts'
import { k3s as shelfCluster } from './fixtures/shelf/places.ts'
import { openFindings, render } from './support/render.ts'

const { files, findings } = render(harbour)

// biome-ignore lint/suspicious/noExplicitAny: what was rendered is what a test looks at
function rendered(path: string): any {
  return parse(files.get(path) ?? `path: there is no ${path}`)
}

const kustomization = (name: string) => rendered(`cluster/flux/kustomizations/${name}.yaml`)
const waits = (name: string) =>
  ((kustomization(name).spec.dependsOn ?? []) as readonly { readonly name: string }[]).map(each => each.name)

test('it renders without findings', () => {
  expect(openFindings(findings)).toEqual([])
})

test('the root reads the branch, with the key of its repository, and takes away what is no longer there', () => {
  expect(rendered('cluster/flux/sources/harbour.yaml')).toEqual({
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

test('each group waits for those before it, and for the store of its Secrets and who brings their kind', () => {
  const names = ['external-secrets', 'secret-store', 'postgres-operator', 'db', 'log']
  expect(Object.fromEntries(names.map(name => [name, waits(name)]))).toEqual({
    'external-secrets': [],
    'secret-store': ['external-secrets'],
    'postgres-operator': [],
    db: ['postgres-operator'],
    log: ['db', 'external-secrets', 'secret-store'],
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
  expect(rendered(`${folder}/GitRepository-external-secrets.yaml`).spec).toEqual({
    interval: '600s',
    url: 'https://github.com/external-secrets/external-secrets.git',
    ref: { tag: 'helm-chart-1.3.1' },
  })
  const { metadata, spec } = rendered(`${folder}/HelmRelease-external-secrets.yaml`)
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

test('what the service of a chart needs stands in its release', () => {
  const delivery = flux({
    ...{ version: 'v2.9.5', namespace: 'flux-system', root: 'shelf', intervalSeconds: 60, sync: 'by-itself' },
  })
  const { files: own } = render({ ...shelf, clusters: [{ ...shelfCluster, delivery }] })
  const { spec } = parse(own.get('k3s/manifests/login/HelmRelease-login.yaml') ?? '')
  expect(spec.values).toMatchObject({
    admin: { existingSecret: 'login-admin' },
    db: { host: 'postgres-rw.databases.svc.cluster.local', port: 5432, existingSecret: 'login-db' },
    redis: { host: 'cache.documents.svc.cluster.local', port: 6379 },
  })
})

test('a chart of a chart repository is its release at its version', () => {
  const folder = 'cluster/manifests/metrics-server'
  expect(rendered(`${folder}/HelmRepository-metrics-server.yaml`)).toEqual({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    metadata: { name: 'metrics-server', namespace: 'flux-system' },
    spec: { interval: '600s', url: 'https://kubernetes-sigs.github.io/metrics-server' },
  })
  const { chart, chartRef, values } = rendered(`${folder}/HelmRelease-metrics-server.yaml`).spec
  expect(chart).toEqual({
    spec: {
      chart: 'metrics-server',
      version: '3.12.2',
      sourceRef: { kind: 'HelmRepository', name: 'metrics-server' },
    },
  })
  expect(chartRef).toBeUndefined()
  expect(values).toEqual({ replicas: 1 })
})

test('a chart of a registry is what its tag holds, after what its service waits for', () => {
  const folder = 'cluster/manifests/tides'
  expect(rendered(`${folder}/OCIRepository-tides.yaml`)).toEqual({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name: 'tides', namespace: 'flux-system' },
    spec: {
      interval: '600s',
      url: 'oci://ghcr.io/stefanprodan/charts/podinfo',
      ref: { tag: '6.9.1' },
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
    },
  })
  const { chart, chartRef } = rendered(`${folder}/HelmRelease-tides.yaml`).spec
  expect(chart).toBeUndefined()
  expect(chartRef).toEqual({ kind: 'OCIRepository', name: 'tides' })
  expect(waits('tides')).toEqual(['metrics-server'])
})

test('Flux reads charts with the Secret of their address, and a plus is no tag', () => {
  const { credentials: _, ...settings } = k3s.delivery as ReturnType<typeof flux>
  const delivery = flux({ ...settings, credentials: [{ for: 'oci://ghcr.io/stefanprodan/', secret: 'registry' }] })
  const tides = harbour.services.find(({ name }) => name === 'tides')
  const source = { ...k3s.source, repository: 'https://forge.example.net/estate.git' }
  const workload = { ...tides?.props.workload, revision: '6.9.1+build.2' } as ChartWorkload
  const services = harbour.services.map(each =>
    each === tides ? { ...tides, props: { ...tides.props, workload } } : each,
  )
  const all = render({ ...harbour, clusters: [{ ...k3s, source, delivery }], services }).files
  const { spec } = parse(all.get('cluster/manifests/tides/OCIRepository-tides.yaml') ?? '')
  expect(spec.secretRef).toEqual({ name: 'registry' })
  expect(spec.ref).toEqual({ tag: '6.9.1_build.2' })
})

test('the namespaces are made once, where nobody else makes them, and stay', () => {
  const paths = [...files.keys()].filter(path => path.startsWith('cluster/flux/namespaces/'))
  expect(paths.toSorted()).toEqual(
    ['cnpg-system', 'databases', 'external-secrets', 'log', 'metrics', 'tides'].map(
      name => `cluster/flux/namespaces/${name}.yaml`,
    ),
  )
  expect(rendered('cluster/flux/namespaces/log.yaml').metadata.annotations).toEqual({
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent',
  })
})

const box = host('box', { platform: 'linux', role: 'runs it' })

function lab(sync: 'by-itself' | 'by-hand', ...claims: readonly string[]) {
  const at = cluster('lab', {
    ...{ on: box, ...sampleCluster, context: 'lab' },
    source: { repository: 'https://git.example.com/lab.git', revision: 'v1.4.0', rendered: 'out', folder: 'lab' },
    delivery: flux({ version: 'v2.9.5', namespace: 'flux-system', root: 'lab', intervalSeconds: 60, sync }),
  })
  const of = (name: string) => ({ url: `file:///repo/apps/lab/services/${name}.ts` })
  const held = (name: string) => claim(name, name, { size: '1Gi', holds: 'pages', backup: notBackedUp('a test') })
  const sweep = (name: string): ScheduledJob => ({
    ...{ name: `sweep-${name}`, schedule: daily(4, 30), concurrency: 'Forbid', restart: 'Never' },
    container: { name: 'sweep', image: image('example.org/sweep', '1.2.3'), mounts: { [name]: '/pages' } },
    volumes: [held(name)],
  })
  const wiki = service(of('wiki'), 'wiki', {
    ...{ title: 'Wiki', summary: 'notes', ports: {} },
    workload: deployment({
      ...{ at, namespace: 'wiki', strategy: 'Recreate' },
      container: { image: image('example.org/wiki', '1.2.3'), mounts: { pages: '/pages' } },
      volumes: [held('pages')],
      jobs: claims.map(sweep),
    }),
  })
  const shelf = service(of('shelf'), 'shelf', {
    ...{ title: 'Shelf', summary: 'claims alone', ports: {} },
    workload: objects({ at, namespace: 'wiki', jobs: [sweep('shelf')] }),
  })
  const { files: own } = render(
    estate({ url: 'file:///repo/apps/lab/estate.ts' }, 'lab', {
      ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [at], services: [wiki, shelf], parts: clusterParts },
    }),
  )
  return (name: string) => parse(own.get(`lab/flux/${name}.yaml`) ?? '').spec
}

test('suspended, a group waits for one that was brought, and the root takes none away', () => {
  const of = { ...harbour.clusters[0], delivery: { ...harbour.clusters[0]?.delivery, sync: 'by-hand' } }
  const { files: suspended } = render({ ...harbour, clusters: [of as (typeof harbour.clusters)[number]] })
  const spec = (name: string) => parse(suspended.get(`cluster/flux/kustomizations/${name}.yaml`) ?? '').spec
  expect(spec('harbour')).toMatchObject({ prune: false })
  expect(spec('harbour').suspend).toBeUndefined()
  for (const name of ['db', 'external-secrets', 'log', 'postgres-operator', 'secret-store'])
    expect(spec(name)).toMatchObject({ suspend: true, prune: true })
  expect(spec('db').dependsOn).toEqual([{ name: 'postgres-operator', readyExpr: expect.stringContaining("'Ready'") }])
})

test('a claim that nothing mounts all the time keeps no group back', () => {
  expect(lab('by-itself')('kustomizations/wiki')).toMatchObject({ wait: true })
  const { wait, healthChecks } = lab('by-itself', 'by-the-clock')('kustomizations/wiki')
  expect(wait).toBeUndefined()
  expect(healthChecks).toEqual([{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'wiki', namespace: 'wiki' }])
  const alone = lab('by-itself')('kustomizations/shelf')
  expect([alone.wait, alone.healthChecks]).toEqual([undefined, undefined])
})

test('a revision with a version is a tag, and everybody may read where no credential is said', () => {
  const { ref, secretRef } = lab('by-hand')('sources/lab')
  expect(ref).toEqual({ tag: 'v1.4.0' })
  expect(secretRef).toBeUndefined()
})

test('hand-written groups are given to Flux in the order in which they wait, and the root at last', () => {
  const page = files.get('docs/guides/adopt.md') ?? ''
  const turns = [...page.matchAll(/^### Kustomization (.*)$/gm)].map(([, name]) => name)
  expect(turns).toEqual([
    'postgres-operator',
    'external-secrets',
    'metrics-server',
    'db',
    'secret-store',
    'tides',
    'log',
  ])
  const last = page.indexOf('filename=rendered/cluster/flux/kustomizations/harbour.yaml')
  expect(last).toBeGreaterThan(page.indexOf('filename=rendered/cluster/flux/kustomizations/log.yaml'))
})

test('Flux leaves the mark of a restart, which would be taken back with another one', () => {
  const restarts = [...files].flatMap(([path, text]) => {
    const lines = path.startsWith('docs/') ? text.split('\n') : []
    return lines.filter(line => line.startsWith('kubectl ') && line.includes(' rollout restart '))
  })
  expect(restarts.length).toBeGreaterThan(2)
  expect(restarts.filter(line => !line.endsWith(' --field-manager=flux-client-side-apply'))).toEqual([])
})

test('what is applied without being asked is looked at before it is pushed', () => {
  const page = files.get('docs/services/log.md') ?? ''
  const [diff, push, wait] = ['flux diff kustomization log ', 'git push', 'flux reconcile kustomization log '].map(
    text => page.indexOf(text, page.indexOf('## Upgrade')),
  )
  expect(diff).toBeGreaterThan(0)
  expect(diff).toBeLessThan(push ?? 0)
  expect(push).toBeLessThan(wait ?? 0)
})
