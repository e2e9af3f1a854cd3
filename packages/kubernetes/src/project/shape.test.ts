import { lookup, type Resolved, type ServiceWithWorkload } from '@homelab/estate'
import { expect, test } from 'vitest'
import { claim } from '../workloads/volumes.ts'
import { withoutMisshapen } from './shape.ts'

function found(workload: object, uses: readonly object[] = []): string[] {
  const service = { name: 'web', file: 'apps/x/services/web.ts', workload } as unknown as ServiceWithWorkload
  const flows = uses.map(use => ({ from: 'web', to: 'api', use }))
  const none = { services: [], hosts: [], clusters: [], routes: [], databases: [], roles: [], backups: [] }
  const estate = { ...none, flows } as unknown as Resolved
  const { services, refused, findings } = withoutMisshapen(lookup(estate), [service])
  expect([services, refused].map(({ length }) => length)).toEqual(findings.length === 0 ? [1, 0] : [0, 1])
  return findings.map(({ code, where, expected }) => `${code} ${where.path} ${expected}`)
}

test.each(['deployment', 'stateful-set', 'daemon-set', 'postgres', 'chart', 'objects', 'kustomization'])(
  'a %s without anything is no workload',
  kind => {
    expect(found({ kind })).toContain('wrong-type workload.namespace a text')
  },
)

// What is left of a size that is misspelt.
const noData = { holds: 'data', backup: { by: 'dump' } } as unknown as Parameters<typeof claim>[2]
const image = { kind: 'image', repository: 'example.org/app', version: '1.0.0' }
const custom = {
  object: 'custom',
  scope: 'namespace',
  props: { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name: 'own' }, spec: { selfSigned: {} } },
}
const sound = { kind: 'deployment', namespace: 'apps', container: { image } }

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['an image as a text', { container: { image: 'app:1' } }, ['workload.container.image an image']],
  ['an argument that is a number', { container: { image, args: [1] } }, ['workload.container.args[0] a text']],
  [
    'amounts in numbers',
    { container: { image, resources: { limits: { cpu: 1 } } } },
    ['workload.container.resources.limits.cpu a text'],
  ],
  ['a sidecar without name', { sidecars: [{ image }] }, ['workload.sidecars[0].name a text']],
  [
    'a volume of no source',
    { volumes: [{ name: 'data', source: 'cloud' }] },
    [
      'workload.volumes[0].source claim or claim-template or share-claim or nfs or config-map or secret or host-path or empty-dir',
    ],
  ],
  [
    'a claim of a misspelt size',
    { volumes: [{ ...claim('data', 'app-data', noData), sise: '1Gi' }] },
    ['workload.volumes[0].size a text', 'workload.volumes[0].sise no property of this name; did you mean size?'],
  ],
  [
    'misspelt mounts',
    { container: { image, mount: {} } },
    ['workload.container.mount no property of this name; did you mean mounts?'],
  ],
  ['misspelt volumes', { volume: [] }, ['workload.volume no property of this name; did you mean volumes?']],
  ['a mount without path', { container: { image, mounts: { a: {} } } }, ['workload.container.mounts.a.path a text']],
  [
    'a number as a variable',
    { container: { image, env: { N: 3 } } },
    ['workload.container.env.N a text, an image, or what `secretKey`, `podField` or `emptyValue` give'],
  ],
  [
    'misspelt memory',
    { container: { image, resources: { limits: { memry: '1Gi' } } } },
    ['workload.container.resources.limits.memry no property of this name; did you mean memory?'],
  ],
  ['a nameless Application', { application: {} }, ['workload.application.name a text']],
  ['a nameless object', { objects: [{ object: 'Role', props: {} }] }, ['workload.objects[0].props.metadata an object']],
  ['a custom object', { objects: [custom] }, []],
  [
    'a custom object of a kind of Kubernetes itself, which would hide data or values',
    { objects: [{ ...custom, props: { ...custom.props, apiVersion: 'v1', kind: 'Secret' } }] },
    ['workload.objects[0].props.apiVersion GROUP/VERSION of a custom resource, whose group has dots'],
  ],
  [
    'a custom object without words',
    { objects: [{ object: 'custom', scope: 'world', props: { metadata: { label: {} } } }] },
    [
      'workload.objects[0].scope namespace or cluster',
      'workload.objects[0].props.apiVersion GROUP/VERSION of a custom resource, whose group has dots',
      'workload.objects[0].props.kind a word such as ClusterIssuer',
      'workload.objects[0].props.metadata.name a text',
      'workload.objects[0].props.metadata.label no property of this name; did you mean labels?',
    ],
  ],
  [
    'a null in a custom object',
    { objects: [{ ...custom, props: { ...custom.props, spec: { solvers: [{ dns: null }] } } }] },
    ['workload.objects[0].props.spec.solvers[0].dns a value: null is not rendered'],
  ],
  [
    'a Secret of nothing',
    { secrets: [{ kind: 'external-secret', name: 'a' }] },
    ['workload.secrets[0].data an object'],
  ],
  [
    'a misspelt Ingress',
    { ingress: { from: 'rule' } },
    ['workload.ingress.from no property of this name; did you mean form?'],
  ],
  [
    'an account without word on its token',
    { serviceAccount: { name: 'a' } },
    ['workload.serviceAccount.token true or false'],
  ],
  [
    'a job without schedule',
    { jobs: [{ name: 'x', container: { image, name: 'x' }, concurrency: 'Forbid', restart: 'Never' }] },
    ['workload.jobs[0].schedule an object'],
  ],
])('a deployment with %s', (_, more, expected) => {
  expect(found({ ...sound, ...more })).toEqual(expected.map(text => `wrong-type ${text}`))
})

const storage = { kind: 'volume', name: 'pgdata', holds: 'databases', backup: {}, size: '1Gi', storageClass: 'local' }
const others = {
  postgres: { image, instances: 1, storage, resources: {}, parameters: {}, accessRules: [] },
  chart: {
    repository: 'https://git.example.org/charts.git',
    path: 'app',
    revision: 'v1',
    releaseName: 'app',
    values: {},
  },
  objects: {},
  kustomization: { resources: [], configMapPatches: {} },
  external: { applications: [] },
}

test.each(Object.entries(others))('a %s with a misspelt member', (kind, more) => {
  const right = { kind, at: {}, namespace: 'apps', ...more }
  expect(found(right)).toEqual([])
  const wrong = { ...right, sercets: [] }
  expect(found(wrong)).toEqual([expect.stringMatching(/^wrong-type workload\.sercets no property of this name/)])
})

test.each([
  ['postgres', { storage: { ...storage, sise: '1Gi' } }, 'storage.sise no property of this name; did you mean size?'],
  ['postgres', { preloadLibrary: [] }, 'preloadLibrary no property of this name; did you mean preloadLibraries?'],
  ['postgres', { accessRules: undefined }, 'accessRules a list'],
  ['chart', { serviceNames: 'x' }, 'serviceNames no property of this name; did you mean serviceName?'],
  ['chart', { values: undefined }, 'values something'],
  ['objects', { object: [] }, 'object no property of this name; did you mean objects?'],
  ['kustomization', { resources: 'https://example.org/all.yaml' }, 'resources a list'],
  ['external', { applications: [{}] }, 'applications[0].name a text'],
] as const)('a %s with %o', (kind, wrong, expected) => {
  expect(found({ kind, namespace: 'apps', ...others[kind], ...wrong })).toEqual([`wrong-type workload.${expected}`])
})

test.each([
  [{ kind: 'env', variables: { URL: 'uri' } }, 'variables.URL url or host or port'],
  [{ kind: 'env', variables: { URL: { path: '/x' } } }, 'variables.URL.urlPath a text'],
  [{ kind: 'env' }, 'variables an object'],
  [{ kind: 'env', variables: {}, container: 1 }, 'container a text'],
  [{ kind: 'env', variables: {}, contaner: 'x' }, 'contaner no property of this name; did you mean container?'],
  [{ kind: 'connect-store', vault: 'safe', token: { secret: 'token' } }, 'token.key a text'],
  [{ kind: 'database-url', variable: 'URL', secret: 'db' }, 'key a text'],
])('a deployment that uses a need as %o', (use, expected) => {
  const [first = ''] = found(sound, [{ uses: 'endpoint', ...use }])
  expect(first).toBe(`wrong-type needs.api.use.${expected}`)
})

test('a deployment that uses its needs as the types have it', () => {
  const variables = { URL: 'url', HOST: 'host', PORT: 'port', DEEP: { urlPath: '/x' } }
  const token = { secret: 'token', key: 'token' }
  const uses = [
    { kind: 'env', variables, container: 'proxy' },
    { kind: 'connect-store', vault: 'safe', token },
    { kind: 'database-url', variable: 'URL', secret: 'db', key: 'url' },
    { kind: 'of-another-package', anything: 1 },
  ]
  expect(
    found(
      sound,
      uses.map(use => ({ uses: 'endpoint', ...use })),
    ),
  ).toEqual([])
})

test('what another package renders is not looked at', () => {
  expect(found({ kind: 'launch-agent' })).toEqual([])
})
