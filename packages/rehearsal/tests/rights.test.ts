import type { Identity } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { differing, forbidden, grantedBy, needed, ofStores, reviewOf, saidOf } from '../src/index.ts'

const identity = {
  ...{ id: 'wiki/account/reader', part: 'deployment', kind: 'service-account', name: 'reader', namespace: 'wiki' },
  rights: [
    { verbs: ['get'], on: ['secrets'], names: ['login'], within: 'wiki' },
    { verbs: ['list'], on: ['apps/deployments', '/metrics'], within: 'the cluster' },
  ],
} as const satisfies Identity
const rule = (verbs: readonly string[], apiGroups: readonly string[], resources: readonly string[]) => ({
  verbs,
  apiGroups,
  resources,
})
const rules = {
  resourceRules: [
    { ...rule(['get'], [''], ['secrets']), resourceNames: ['login'] },
    rule(['list'], ['apps'], ['deployments']),
    rule(['create'], ['authorization.k8s.io'], ['selfsubjectaccessreviews']),
  ],
  nonResourceRules: [{ verbs: ['list'], nonResourceURLs: ['/metrics'] }],
}
const everybody = new Set(['create authorization.k8s.io/selfsubjectaccessreviews'])
const differ = (granted: Parameters<typeof grantedBy>[0]): readonly string[] =>
  differing(saidOf(identity) ?? new Map(), 'wiki', grantedBy(granted), everybody)

test('what is granted as it is said differs in nothing', () => {
  expect(differ(rules)).toEqual([])
})

test('what is wider, and what lacks, is said', () => {
  const [, ...others] = rules.resourceRules
  expect(differ({ ...rules, resourceRules: [...others, rule(['get'], [''], ['secrets'])] })).toEqual([
    'may get secrets in wiki, which the estate does not say',
    'may not get secrets login in wiki, which the estate says',
  ])
})

test('of an account whose rights nobody knows nothing is said', () => {
  expect(saidOf({ ...identity, rights: 'unknown' })).toBeUndefined()
  const elsewhere = { verbs: ['get'], on: ['secrets'], within: 'unknown', beside: 'database' }
  expect(saidOf({ ...identity, rights: [...identity.rights, elsewhere] })).toBeUndefined()
})

test.each([
  ['pods/log', { group: '', resource: 'pods', subresource: 'log' }],
  ['apps/deployments', { group: 'apps', resource: 'deployments' }],
  ['tailscale.com/connectors/status', { group: 'tailscale.com', resource: 'connectors', subresource: 'status' }],
  ['*', { group: '*', resource: '*' }],
])('%s is asked as the API server has it', (on, expected) => {
  const question = { ...{ namespace: 'wiki', name: 'reader', allowed: true, why: '' }, doing: { verb: 'get', on } }
  expect(reviewOf(question)).toMatchObject({ spec: { resourceAttributes: { verb: 'get', ...expected } } })
})

test('a program’s own needs are asked for, and no longer forbidden', () => {
  const images = ['example.com:5000/mirror/kube-state-metrics/kube-state-metrics:v2.13.0']
  const asked = (all: ReturnType<typeof forbidden>): readonly string[] =>
    all.map(({ doing }) => `${doing.verb} ${doing.on}`)
  const account = { namespace: 'wiki', name: 'reader' }
  expect(asked(needed([{ ...account, images }]))).toContain('list policy/poddisruptionbudgets')
  expect(asked(forbidden([{ ...account, images }], []))).not.toContain('list secrets')
  expect(asked(forbidden([{ ...account, images: [] }], ['databases', 'wiki']))).toContain('list secrets')
  expect(asked(needed([{ ...account, images: [] }]))).toEqual([])
})

test('Secrets of other namespaces are forbidden, and its own are not', () => {
  const own = forbidden([{ namespace: 'wiki', name: 'reader', images: [] }], ['databases', 'wiki'])
  expect(own.flatMap(({ doing }) => (doing.on === 'secrets' ? [doing.namespace] : []))).toEqual([
    undefined,
    undefined,
    'databases',
  ])
})

test('a store may read what is copied by it, and nothing beside it', () => {
  const object = (kind: string, name: string, namespace: string, spec: object) => ({
    ...{ apiVersion: 'v1', kind, spec, metadata: { name, namespace } },
  })
  const kubernetes = { remoteNamespace: 'databases', auth: { serviceAccount: { name: 'reader' } } }
  const all = ofStores(
    [object('SecretStore', 'copy', 'wiki', { provider: { kubernetes } })],
    [
      object('ExternalSecret', 'db', 'wiki', {
        secretStoreRef: { name: 'copy' },
        data: [{ remoteRef: { key: 'pg-app' } }],
      }),
      // Of the store of this name in its own namespace.
      object('ExternalSecret', 'root', 'admin', {
        secretStoreRef: { name: 'copy' },
        data: [{ remoteRef: { key: 'pg-superuser' } }],
      }),
    ],
    ['pg-app', 'pg-superuser'].map(name => object('Secret', name, 'databases', {})),
  )
  expect(all.map(({ doing, allowed }) => [doing.name, doing.namespace, allowed])).toEqual([
    ['pg-app', 'databases', true],
    ['pg-superuser', 'databases', false],
  ])
})
