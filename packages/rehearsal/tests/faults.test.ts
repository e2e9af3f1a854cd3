/** Each fault finds its place by shape alone, in an Application of its own. */
import { expect, test } from 'vitest'
import { changes, faults, place, renderedOf } from '../src/index.ts'

const files = new Map([
  [
    'argocd/apps/wiki.yaml',
    'kind: Application\nmetadata:\n  name: wiki\nspec:\n  destination:\n    namespace: wiki\n  source:\n    repoURL: ssh://git@git.example.com/lab.git\n    path: out/argocd/manifests/wiki\n    targetRevision: main\n  syncPolicy:\n    syncOptions:\n      - CreateNamespace=true\n',
  ],
  [
    'argocd/manifests/wiki/Service-wiki.yaml',
    'kind: Service\nmetadata:\n  name: wiki\nspec:\n  ports:\n    - port: 80\n',
  ],
])
const rendered = renderedOf(files, { rendered: 'out', folder: 'argocd' })
const named = (part: string) => faults.filter(({ what }) => what.includes(part))

test('a fault changes one file of the Application that has a place for it', () => {
  const { files: changed, placed } = place(rendered, named('API server refuses'), () => true)
  expect(placed.map(({ application }) => application)).toEqual(['wiki'])
  expect(changed.get('argocd/manifests/wiki/Service-wiki.yaml')).toContain('port: 800000\n')
  expect(changed.get('argocd/apps/wiki.yaml')).toBe(files.get('argocd/apps/wiki.yaml'))
})

test('two do not share an Application, and what is explained takes none', () => {
  const two = [...named('API server refuses'), ...named('nobody makes')]
  const { placed, left } = place(rendered, two, () => true)
  expect([placed.length, left.map(({ what }) => what)]).toEqual([1, ['a namespace that nobody makes']])
  expect(place(rendered, two, () => false).placed).toEqual([])
})

test('a namespace that something else makes is no place', () => {
  const made = ['docs/guides/bootstrap.md', 'kubectl create namespace wiki\n'] as const
  const all = renderedOf(new Map([...files, made]), { rendered: 'out', folder: 'argocd' })
  expect(place(rendered, named('nobody makes'), () => true).placed).toHaveLength(1)
  expect(place(all, named('nobody makes'), () => true).placed).toEqual([])
})

test('the Application of all others takes none: everything would turn red by it', () => {
  const root = String(files.get('argocd/apps/wiki.yaml')).replaceAll('manifests/wiki', 'apps').replaceAll('wiki', 'all')
  const with_ = renderedOf(new Map([...files, ['argocd/apps/all.yaml', root]]), { rendered: 'out', folder: 'argocd' })
  const everywhere = { what: 'anything', said: /./, into: () => files }
  const two = [everywhere, everywhere].map(each => ({ ...each }))
  expect(place(with_, two, () => true).placed.map(({ application }) => application)).toEqual(['wiki'])
})

test('a field that the vault does not have is another one of the same item', () => {
  const path = 'argocd/manifests/wiki/ExternalSecret-login.yaml'
  const text =
    'kind: ExternalSecret\nmetadata:\n  name: login\nspec:\n  secretStoreRef:\n    kind: KIND\n    name: store\n  data:\n    - secretKey: password\n      remoteRef:\n        key: wiki\n        property: password\n'
  const placedIn = (kind: string) =>
    place(
      renderedOf(new Map([...files, [path, text.replace('KIND', kind)]]), { rendered: 'out', folder: 'argocd' }),
      named('vault does not have'),
      () => true,
    )
  const { files: changed } = placedIn('ClusterSecretStore')
  expect(changed.get(path)).toBe(
    text.replace('KIND', 'ClusterSecretStore').replace('property: password', 'property: another'),
  )
  // Another kind of store copies from the cluster, and has no vault.
  expect(placedIn('SecretStore').placed).toEqual([])
})

test('a database grows where it says how large it is', () => {
  const path = 'argocd/manifests/wiki/Cluster-pg.yaml'
  const text = 'kind: Cluster\nmetadata:\n  name: pg\nspec:\n  storage:\n    size: 1Gi\n'
  const grows = changes.filter(({ what }) => what.includes('database'))
  const placedIn = (of: string) =>
    place(renderedOf(new Map([...files, [path, of]]), { rendered: 'out', folder: 'argocd' }), grows, () => true)
  expect(placedIn(text).files.get(path)).toBe(text.replace('1Gi', '100Ti'))
  expect(placedIn(text.replace('size', 'storageClass')).placed).toEqual([])
})
