/** One Argo CD for two clusters, and what both have said once, as a person would have written what comes of it. */

import { checksOf } from '@homelab/checkup'
import { acceptFor, cluster, dependentsOf, resolvedOf, service } from '@homelab/estate/model'
import { alsoAt, argoCdIn, chart, object, objects } from '@homelab/kubernetes'
import { applicationFiles } from '@homelab/kubernetes/compare'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { argo, besides, far, farther, home, storeAtHome } from './findings/hills.ts'
import { fixture, pod } from './findings/parts.ts'
import twins from './fixtures/twins/apps/twins/estate.ts'
import { openFindings, render } from './support/render.ts'

const { files, findings } = render(twins)
const resolved = resolvedOf(twins)

// biome-ignore lint/suspicious/noExplicitAny: what was rendered is what a test looks at
function read(path: string, from: ReadonlyMap<string, string> = files): any {
  return parse(from.get(path) ?? `path: there is no ${path}`)
}

test('it renders without findings', () => {
  expect(openFindings(findings)).toEqual([])
})

test('of an Argo CD without a route no page says that one comes up', () => {
  const page = files.get('docs/guides/bootstrap.md') ?? ''
  expect(page).toContain('No address leads there. Whenever it is asked, in another terminal:\n\n```sh\nkubectl ')
  expect(page).not.toMatch(/Its own address|Once the routes are up/)
})

test('what is said to the Argo CD of both clusters is said once', () => {
  const page = files.get('docs/guides/adopt.md') ?? ''
  expect(page.match(/^argocd app sync "\$NAME" --prune --dry-run .*$/gm)).toHaveLength(1)
})

test('an Application of the other cluster lies beside Argo CD, in its project, and goes to it by name', () => {
  expect(read('valley/apps/kube-state-metrics-valley.yaml')).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'kube-state-metrics-valley', namespace: 'argocd' },
    spec: {
      destination: { name: 'valley', namespace: 'monitoring' },
      project: 'valley',
      source: {
        path: 'rendered/valley/manifests/kube-state-metrics-valley',
        repoURL: 'https://forge.example.net/twins/estate.git',
        targetRevision: 'main',
      },
      syncPolicy: { syncOptions: ['CreateNamespace=true'] },
    },
  })
})

test('their root lies in the project of Argo CD itself, and goes to its own cluster', () => {
  const { destination, project, source } = read('valley/apps/valley.yaml').spec
  expect(destination).toEqual({ server: 'https://kubernetes.default.svc', namespace: 'argocd' })
  expect(project).toBe('default')
  expect(source.path).toBe('rendered/valley/apps')
})

test('the root is synced by hand, though all others sync by themselves', () => {
  const byItself = cluster('far', { ...besides, delivery: argoCdIn(home, { ...farther, sync: 'by-itself' }) })
  const web = service(import.meta, 'web', { title: 'Web', summary: 'x', ports: {}, workload: pod({ at: byItself }) })
  const all = render(fixture(import.meta, { clusters: [home, byItself], services: [argo, storeAtHome, web] })).files
  expect(read('far/apps/far.yaml', all).spec.syncPolicy.automated).toBeUndefined()
  expect(read('far/apps/web.yaml', all).spec.syncPolicy.automated).toEqual({})
})

test('the Secret by which it is reached names the cluster and its API', () => {
  const { spec } = read('hill/manifests/argocd/ExternalSecret-cluster-valley.yaml')
  const { data, metadata } = spec.target.template
  expect(metadata.labels).toEqual({ 'argocd.argoproj.io/secret-type': 'cluster' })
  expect(data).toEqual({
    name: 'valley',
    server: 'https://192.0.2.31:6443',
    config: '{"bearerToken":"{{ .token }}","tlsClientConfig":{"caData":"{{ .authority }}"}}',
  })
})

test('where all is rendered, the project and the account allow that and no more', () => {
  const config = object('ConfigMap', { metadata: { name: 'plain' }, data: { a: 'b' } })
  const role = object('ClusterRole', {
    metadata: { name: 'looks' },
    rules: [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list'] }],
  })
  const one = service(import.meta, 'one', {
    ...{ title: 'One', summary: 'one', ports: {} },
    workload: objects({ at: far, namespace: 'one', objects: [config, role] }),
  })
  const two = service(import.meta, 'two', { title: 'Two', summary: 'x', ports: {}, workload: pod({ at: far }) })
  const all = render(fixture(import.meta, { clusters: [home, far], services: [argo, storeAtHome, one, two] }))
  expect(openFindings(all.findings)).toEqual([])
  expect(read('far/apps/AppProject-far.yaml', all.files).spec).toEqual({
    destinations: [
      { name: 'far', namespace: 'apps' },
      { name: 'far', namespace: 'one' },
    ],
    clusterResourceWhitelist: [
      { group: '', kind: 'Namespace' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    ],
    namespaceResourceWhitelist: [
      { group: '', kind: 'ConfigMap' },
      { group: 'apps', kind: 'Deployment' },
    ],
    sourceRepos: ['https://git.example.com/estate.git'],
  })
  const writes = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']
  expect(read('far/access/ClusterRole-argocd-manager.yaml', all.files).rules).toEqual([
    { apiGroups: [''], resources: ['configmaps', 'namespaces'], verbs: writes },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: writes },
    { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: writes },
    // It gives this right, so it has it.
    { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list'] },
  ])
})

test('a role that Kubernetes itself has the account may bind, by its name, and one that is rendered it has', () => {
  const apiGroup = 'rbac.authorization.k8s.io'
  const subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'one' }]
  const bound = (name: string) =>
    object('ClusterRoleBinding', { metadata: { name }, roleRef: { apiGroup, kind: 'ClusterRole', name }, subjects })
  const looks = object('ClusterRole', { metadata: { name: 'looks' }, rules: [] })
  const one = service(import.meta, 'one', {
    ...{ title: 'One', summary: 'one', ports: {} },
    workload: objects({ at: far, namespace: 'one', objects: [looks, bound('looks'), bound('system:auth-delegator')] }),
  })
  const all = render(fixture(import.meta, { clusters: [home, far], services: [argo, storeAtHome, one] })).files
  const { rules } = read('far/access/ClusterRole-argocd-manager.yaml', all)
  expect(rules.filter(({ verbs }: { readonly verbs: readonly string[] }) => verbs.includes('bind'))).toEqual([
    { apiGroups: [apiGroup], resources: ['clusterroles'], resourceNames: ['system:auth-delegator'], verbs: ['bind'] },
  ])
})

test('a service that is said once has its objects in both, under the same names', () => {
  const names = (folder: string) =>
    [...files.keys()].flatMap(path => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []))
  expect(names('valley/manifests/kube-state-metrics-valley')).toEqual(names('hill/manifests/kube-state-metrics'))
  const of = (path: string) => read(path).spec
  const [first, second] = [
    of('hill/manifests/kube-state-metrics/Deployment-kube-state-metrics.yaml'),
    of('valley/manifests/kube-state-metrics-valley/Deployment-kube-state-metrics.yaml'),
  ]
  expect(second).toEqual(first)
})

test('what differs is said in a line: values of a chart one by one, the type of a Service', () => {
  const values = { installCRDs: true, serviceAccount: { name: 'external-secrets' } }
  expect(read('hill/values/external-secrets.yaml')).toEqual(values)
  expect(read('valley/values/external-secrets-valley.yaml')).toEqual({ ...values, replicaCount: 2 })
  const type = (path: string) => read(path).spec.type
  expect(type('valley/manifests/kube-state-metrics-valley/Service-kube-state-metrics.yaml')).toBe('NodePort')
  expect(type('hill/manifests/kube-state-metrics/Service-kube-state-metrics.yaml')).not.toBe('NodePort')
})

test('each reads the vault by its own way in, and what derives from services names both', () => {
  const mount = (folder: string) => read(`${folder}/ClusterSecretStore-openbao.yaml`).spec.provider.vault.auth
  expect(mount('hill/manifests/secret-store').kubernetes.mountPath).toBe('hill')
  expect(mount('valley/manifests/secret-store-valley').kubernetes.mountPath).toBe('valley')
  const asked = resolved.flows.filter(({ origin }) => origin === 'scrape')
  const scrapes = asked.map(({ to, address }) => `${to} ${address.host}:${address.port}`)
  expect(scrapes).toContain('kube-state-metrics kube-state-metrics.monitoring.svc.cluster.local:8080')
  expect(scrapes).toContain('kube-state-metrics-valley 192.0.2.31:30080')
  const prometheus = [...files].find(([path]) => path.endsWith('/ConfigMap-prometheus-config.yaml'))?.[1]
  expect(prometheus).toContain('kube-state-metrics (valley) gives no metrics')
  expect(files.has('docs/services/secret-store-valley.md')).toBe(true)
})

test('without Argo CD nothing of either cluster is changed any more', () => {
  const dependents = dependentsOf(resolved).get('argocd')
  expect([...(dependents ?? [])]).toEqual(
    expect.arrayContaining(['kube-state-metrics', 'kube-state-metrics-valley', 'secret-store-valley']),
  )
})

test('its Applications are asked for where they lie, and are nobody else’s there', () => {
  const asked = checksOf(resolved).flatMap(({ ask }) =>
    ask.kind === 'delivered' ? [`${ask.context} ${ask.name}`] : [],
  )
  expect(asked).toContain('hill kube-state-metrics-valley')
  expect(asked).toContain('hill valley')
  const others = checksOf(resolved).flatMap(({ ask }) => (ask.kind === 'others-delivered' ? [ask] : []))
  expect(others.map(({ context }) => context)).toEqual(['hill'])
  expect(others[0]?.known).toEqual(expect.arrayContaining(['hill', 'argocd', 'valley', 'secret-store-valley']))
})

test('the objects of the root lie beside Argo CD, all others in the cluster itself', () => {
  const groups = applicationFiles(
    resolved,
    [...files].map(([path, content]) => ({ path, content, sources: [] })),
  )
  const held = groups.map(({ name, cluster: of, heldBy = of.name }) => `${name} ${heldBy}`)
  expect(held).toContain('valley hill')
  expect(held).toContain('kube-state-metrics-valley valley')
})

test('the guide makes the account, registers the cluster, and brings its root before what it holds', () => {
  const guide = files.get('docs/guides/bootstrap.md') ?? ''
  const steps = [
    '## The cluster hill',
    '## The cluster valley',
    'kubectl --context=valley apply --server-side --filename=rendered/valley/access',
    'kubectl --context=valley --namespace=argocd get secret argocd-manager',
    'kubectl --context=hill --namespace=argocd get secrets --selector=argocd.argoproj.io/secret-type=cluster',
    'kubectl --context=hill --namespace=argocd apply --filename=rendered/valley/apps/valley.yaml',
    'argocd app sync valley',
    'argocd app sync external-secrets-valley',
    'kubectl --context=hill --namespace=argocd wait applications.argoproj.io/external-secrets-valley',
  ]
  const places = steps.map(step => guide.indexOf(step))
  expect(places.every(place => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  // Argo CD is brought up once.
  expect(guide.split('\n### Argo CD\n')).toHaveLength(2)
})

test('its groups that are shared are shared there too, under a name of their own', () => {
  const application = { name: 'platform' }
  const said = (name: string) =>
    service(import.meta, name, { title: name, summary: 'x', ports: {}, workload: pod({ at: home, application }) })
  const [one, two] = [said('one'), said('two')]
  const services = [argo, storeAtHome, one, two, alsoAt(far, one), alsoAt(far, two, { name: 'second' })]
  const all = render(fixture(import.meta, { clusters: [home, far], services }))
  expect(openFindings(all.findings)).toEqual([])
  const paths = [...all.files.keys()].filter(path => path.startsWith('far/manifests/'))
  expect(paths.filter(path => path.includes('Deployment'))).toEqual([
    'far/manifests/platform-far/Deployment-one.yaml',
    'far/manifests/platform-far/Deployment-two.yaml',
  ])
})

test('Argo CD takes a chart by its name, of a registry without its scheme, and the project allows it', () => {
  const registry = service(import.meta, 'tides', {
    ...{ title: 'Tides', summary: 'x', ports: {} },
    workload: chart({
      ...{ at: far, namespace: 'tides', repository: 'oci://registry.example.com/charts', chart: 'tides' },
      ...{ revision: '1.2.0', releaseName: 'tides', values: {} },
    }),
  })
  const accepts = [acceptFor('far', 'wide-rights', 'a chart', 'delivery.from')]
  const all = render(fixture(import.meta, { clusters: [home, far], services: [argo, storeAtHome, registry], accepts }))
  expect(openFindings(all.findings)).toEqual([])
  const [source] = read('far/apps/tides.yaml', all.files).spec.sources
  const { chart: name, repoURL, targetRevision, path } = source
  expect({ name, repoURL, targetRevision, path }).toEqual({
    name: 'tides',
    repoURL: 'registry.example.com/charts',
    targetRevision: '1.2.0',
    path: undefined,
  })
  const { spec } = read('far/apps/AppProject-far.yaml', all.files)
  expect(spec.sourceRepos).toContain('registry.example.com/charts')
  // Which kinds and namespaces it brings, nobody sees here: none may be forbidden.
  expect(spec.clusterResourceWhitelist).toEqual([{ group: '*', kind: '*' }])
  expect(spec).not.toHaveProperty('namespaceResourceWhitelist')
  expect(spec.destinations).toEqual([{ name: 'far', namespace: '*' }])
})
