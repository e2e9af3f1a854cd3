import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import { archives } from './facts/zim.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const { files } = render(blumeops)
const objects = objectsIn(files)
const yaml = (path: string): unknown => parse(files.get(path) ?? '')
const specOf = (kind: string, name: string): KubeObject['spec'] =>
  objects.find(each => each.kind === kind && each.metadata.name === name)?.spec
const folder = 'argocd/manifests/argocd'

describe('Argo CD (facts K4)', () => {
  test('its folder lists upstream at the pinned version, and every other file of it', () => {
    const kustomization = yaml(`${folder}/kustomization.yaml`) as { resources: string[]; patches: { path: string }[] }
    const [upstream, ...own] = kustomization.resources
    expect(upstream).toBe('https://raw.githubusercontent.com/argoproj/argo-cd/v3.2.6/manifests/install.yaml')
    const listed = [...own, ...kustomization.patches.map(({ path }) => path), 'kustomization.yaml']
    const there = [...files.keys()].filter(path => path.startsWith(`${folder}/`))
    expect(listed.map(path => `${folder}/${path}`).sort()).toEqual(there.sort())
    expect(kustomization).toMatchObject({ kind: 'Kustomization', namespace: 'argocd' })
  })

  test('the server applies the one definition that is too large for an annotation of the client’s', () => {
    expect(yaml(`${folder}/patches/CustomResourceDefinition-applicationsets.argoproj.io.yaml`)).toEqual({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {
        name: 'applicationsets.argoproj.io',
        annotations: { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true' },
      },
    })
  })

  test('three ConfigMaps are patched, the known-hosts map is not', () => {
    const patch = (name: string): unknown => yaml(`${folder}/patches/ConfigMap-${name}.yaml`)
    expect(patch('argocd-cmd-params-cm')).toMatchObject({ data: { 'server.insecure': 'true' } })
    expect(patch('argocd-cm')).toMatchObject({ data: { 'accounts.workflow-bot': 'apiKey' } })
    expect(patch('argocd-rbac-cm')).toMatchObject({
      data: {
        'policy.csv':
          'p, role:workflow-bot, applications, sync, *, allow\np, role:workflow-bot, applications, get, *, allow\ng, workflow-bot, role:workflow-bot\n',
      },
    })
    expect([...files].filter(([path]) => path.includes('known-hosts'))).toEqual([])
  })

  test('a sync leaves the known-hosts map as it is', () => {
    expect(specOf('Application', 'argocd')).toMatchObject({
      ignoreDifferences: [{ kind: 'ConfigMap', name: 'argocd-ssh-known-hosts-cm', jsonPointers: ['/data'] }],
      syncPolicy: {
        syncOptions: ['CreateNamespace=true', 'ClientSideApplyMigration=false', 'RespectIgnoreDifferences=true'],
      },
    })
  })
})

const amounts = (memory: string, cpu: string) => ({ memory, cpu })

test('External Secrets: values (facts K19)', () => {
  const small = { requests: amounts('32Mi', '25m'), limits: amounts('128Mi', '100m') }
  expect(yaml('argocd/values/external-secrets.yaml')).toEqual({
    installCRDs: true,
    resources: { requests: amounts('64Mi', '50m'), limits: amounts('256Mi', '200m') },
    webhook: { resources: small },
    certController: { resources: small },
  })
})

test('External Secrets: the store (facts K19)', () => {
  expect(specOf('ClusterSecretStore', 'onepassword-blumeops')).toEqual({
    provider: {
      onepassword: {
        connectHost: 'http://onepassword-connect.1password.svc.cluster.local:8080',
        vaults: { blumeops: 1 },
        auth: {
          secretRef: {
            connectTokenSecretRef: { name: 'onepassword-token', namespace: '1password', key: 'token' },
          },
        },
      },
    },
  })
})

test('1Password Connect: values (facts K20)', () => {
  const resources = { requests: amounts('64Mi', '50m'), limits: amounts('256Mi', '200m') }
  expect(yaml('argocd/values/1password-connect.yaml')).toEqual({
    connect: {
      credentialsName: 'op-credentials',
      credentialsKey: '1password-credentials.json',
      api: { resources },
      sync: { resources },
    },
    operator: { create: false },
  })
})

test('1Password Connect: its bootstrap Secrets are a template without values (facts K20)', () => {
  const text = files.get('argocd/bootstrap/1password.yaml') ?? ''
  const documents = text.split('\n---\n').map(each => parse(each))
  expect(documents).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '1password' } },
    secret('op-credentials', '1password-credentials.json', 'credentials-base64'),
    secret('onepassword-token', 'token', 'token'),
  ])
})

function secret(name: string, key: string, field: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: '1password' },
    type: 'Opaque',
    stringData: { [key]: `{{ op://blumeops/1Password Connect/${field} }}` },
  }
}

describe('Tailscale (facts K21)', () => {
  const image = 'docker.io/tailscale/tailscale:v1.92.5'
  test.each([
    ['IngressClass', 'tailscale', { controller: 'tailscale.com/ts-ingress' }],
    [
      'ProxyClass',
      'default',
      { statefulSet: { pod: { tailscaleContainer: { image }, tailscaleInitContainer: { image } } } },
    ],
    ['ProxyGroup', 'ingress', { type: 'ingress', replicas: 2, proxyClass: 'default', tags: ['tag:k8s'] }],
    ['DNSConfig', 'ts-dns', { nameserver: { image: { repo: 'docker.io/tailscale/k8s-nameserver', tag: 'stable' } } }],
    [
      'Service',
      'forge',
      { type: 'ExternalName', externalName: 'placeholder', ports: [{ port: 3001, targetPort: 3001 }] },
    ],
  ])('%s %s', (kind, name, spec) => {
    expect(specOf(kind, name)).toEqual(spec)
  })

  test('its objects have the live names', () => {
    const own = [...files.keys()].filter(path => path.startsWith('argocd/manifests/tailscale-operator/'))
    expect(own.map(path => path.slice(path.lastIndexOf('/') + 1, -5)).sort()).toEqual([
      'ClusterRole-tailscale-operator',
      'ClusterRoleBinding-tailscale-operator',
      'DNSConfig-ts-dns',
      'Deployment-operator',
      'ExternalSecret-operator-oauth',
      'IngressClass-tailscale',
      'Namespace-tailscale',
      'ProxyClass-default',
      'ProxyGroup-ingress',
      'Role-operator',
      'Role-proxies',
      'RoleBinding-operator',
      'RoleBinding-proxies',
      'Service-forge',
      'ServiceAccount-operator',
      'ServiceAccount-proxies',
    ])
  })

  test('the operator', () => {
    expect(specOf('Deployment', 'operator')).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
      template: { spec: { serviceAccountName: 'operator', nodeSelector: { 'kubernetes.io/os': 'linux' } } },
    })
  })
})

test('Alloy goes on with the probes of today under their names (facts K13)', () => {
  const { data } = yaml('argocd/manifests/alloy-k8s/ConfigMap-alloy-config.yaml') as { data: Record<string, string> }
  const targets = [...(data['config.alloy'] ?? '').matchAll(/name {4}= "(.+)"\n\s*address = "(.+)"/g)]
  expect(Object.fromEntries(targets.map(([, name, address]) => [name, address]))).toMatchObject({
    miniflux: 'http://miniflux.miniflux.svc.cluster.local:8080/healthcheck',
    kiwix: 'http://kiwix.kiwix.svc.cluster.local:80/',
    transmission: 'http://transmission.torrent.svc.cluster.local:9091/transmission/web/',
    devpi: 'http://devpi.devpi.svc.cluster.local:3141/+api',
    argocd: 'http://argocd-server.argocd.svc.cluster.local:80/healthz',
  })
})

describe('Kiwix (facts K16)', () => {
  test('the list of archives', () => {
    const { data } = yaml('argocd/manifests/kiwix/ConfigMap-kiwix-zim-torrents.yaml') as {
      data: Record<string, string>
    }
    const urls = (data['torrents.txt'] ?? '').split('\n').filter(line => line !== '' && !line.startsWith('#'))
    expect(urls).toHaveLength(43)
    expect(urls).toEqual(archives)
  })

  test('the watcher', () => {
    expect(specOf('CronJob', 'zim-watcher')).toMatchObject({
      schedule: '0 * * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          ttlSecondsAfterFinished: 345600,
          template: { spec: { restartPolicy: 'OnFailure', serviceAccountName: 'zim-watcher' } },
        },
      },
    })
  })
})
