/** Objects that no workload makes: of custom resources, and of the rarer kinds of Kubernetes. */
import { service } from '@homelab/estate'
import { customObject, type KubeObject, object, objects } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { fixture as anyFixture, kind } from './findings/parts.ts'
import { openFindings, render } from './support/render.ts'

/** Where whatever is tried here has somebody who knows its kind. */
const defines = ['cert-manager.io', 'helm.cattle.io', 'example.org', 'kueue.x-k8s.io', 'postgresql.cnpg.io']
const fixture: typeof anyFixture = (meta, props) => anyFixture(meta, { clusters: [{ ...kind, defines }], ...props })

function settings(name: string, ...all: readonly KubeObject[]) {
  return service(import.meta, name, {
    title: name,
    summary: 'settings',
    ports: {},
    workload: objects({ at: kind, namespace: 'infra', objects: all }),
  })
}

const metadata = { name: 'own' }
const issuer = { apiVersion: 'cert-manager.io/v1', metadata, spec: { selfSigned: {} } } as const
const charts = customObject({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChartConfig',
  metadata: { name: 'traefik', namespace: 'kube-system' },
  spec: { valuesContent: 'logs:\n  general:\n    level: INFO\n' },
})

test('stand below the namespace of their workload, but for those of the cluster, and say what was said', () => {
  const { files, findings } = render(
    fixture(import.meta, {
      services: [
        settings(
          'settings',
          customObject({ ...issuer, kind: 'Issuer' }),
          customObject({ ...issuer, kind: 'ClusterIssuer' }, 'cluster'),
          charts,
          object('StorageClass', { metadata: { name: 'nfs' }, provisioner: 'nfs.csi.k8s.io' }),
          object('CronJob', {
            metadata: { name: 'sweep' },
            spec: {
              schedule: '@daily',
              jobTemplate: {
                spec: {
                  template: {
                    spec: {
                      restartPolicy: 'Never',
                      containers: [{ name: 'sweep', image: 'example.org/sweep:1.0.0' }],
                    },
                  },
                },
              },
            },
          }),
        ),
      ],
    }),
  )
  expect(openFindings(findings)).toEqual([])
  const folder = 'argocd/manifests/settings/'
  const below = new Map(
    [...files].flatMap(([path, text]) => (path.startsWith(folder) ? [[path.slice(folder.length), text]] : [])),
  )
  expect([...below.keys()]).toEqual([
    'ClusterIssuer-own.yaml',
    'CronJob-sweep.yaml',
    'HelmChartConfig-traefik.yaml',
    'Issuer-own.yaml',
    'StorageClass-nfs.yaml',
  ])
  const body = (file: string): string => below.get(file)?.replace(/^#.*\n/, '') ?? ''
  expect(body('Issuer-own.yaml')).toBe(
    [
      'apiVersion: cert-manager.io/v1',
      'kind: Issuer',
      'metadata:',
      '  name: own',
      '  namespace: infra',
      'spec:',
      '  selfSigned: {}',
      '',
    ].join('\n'),
  )
  expect(body('ClusterIssuer-own.yaml')).not.toContain('namespace')
  expect(body('HelmChartConfig-traefik.yaml')).toContain('namespace: kube-system\n')
  expect(body('StorageClass-nfs.yaml')).toBe(
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: nfs\nprovisioner: nfs.csi.k8s.io\n',
  )
  expect(body('CronJob-sweep.yaml')).toContain('namespace: infra\n')
})

test('members beside spec are rendered, too', () => {
  const { files } = render(
    fixture(import.meta, {
      services: [
        settings(
          'flavours',
          customObject({
            apiVersion: 'kueue.x-k8s.io/v1beta1',
            kind: 'ResourceFlavor',
            metadata,
            value: 1000,
            tiers: ['a', 'b'],
          }),
        ),
      ],
    }),
  )
  expect(files.get('argocd/manifests/flavours/ResourceFlavor-own.yaml')).toContain(
    '\ntiers:\n  - a\n  - b\nvalue: 1000\n',
  )
})

test('two of one name are found', () => {
  const { findings } = render(fixture(import.meta, { services: [settings('a', charts), settings('b', charts)] }))
  expect(openFindings(findings)).toEqual(['duplicate-object helm.cattle.io/HelmChartConfig kube-system/traefik'])
})

test.each(['Cluster', 'ExternalSecret', 'ClusterSecretStore', 'Pod'])(
  'a %s that says nothing is rendered as it is',
  name => {
    const bare = customObject({ apiVersion: 'example.org/v1', kind: name, metadata })
    expect(openFindings(render(fixture(import.meta, { services: [settings('bare', bare)] })).findings)).toEqual([])
  },
)

test('a name that Kubernetes refuses is found', () => {
  const wrong = customObject({ ...issuer, kind: 'Issuer', metadata: { name: 'Own' } })
  expect(openFindings(render(fixture(import.meta, { services: [settings('settings', wrong)] })).findings)).toEqual([
    'invalid-name settings Issuer Own',
  ])
})
