/** What is rendered of the words that the fixture estate uses: each expectation by hand. */
import { known, resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import shelf from './fixtures/shelf/estate.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { openFindings, render } from './support/render.ts'

const { files, findings } = render(shelf)
const objects = objectsIn(files)
const resolved = resolvedOf(shelf)

function find(kind: string, name: string): KubeObject {
  const found = objects.find(object => object.kind === kind && object.metadata.name === name)
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`)
  return found
}

function runsOf(name: string) {
  const found = resolved.services.find(service => service.name === name)?.runs
  if (found === undefined) throw new Error(`there is no service ${name}`)
  return found
}

test('nothing is found', () => {
  expect(openFindings(findings)).toEqual([])
})

test('two pods, one more while they roll, apart, and never both away for a drain', () => {
  const { spec } = find('Deployment', 'documents')
  expect(spec.replicas).toBe(2)
  expect(spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } })
  expect(spec.template.spec.topologySpreadConstraints).toEqual([
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'documents' } },
    },
  ])
  expect(find('PodDisruptionBudget', 'documents').spec).toEqual({
    minAvailable: 1,
    selector: { matchLabels: { app: 'documents' } },
  })
  expect(known(runsOf('documents').pods)).toMatchObject([{ replicas: 2, rollout: 'rolling', answering: 2 }])
})

test('a start is waited for; who speaks no HTTP is asked by a connection, or by a program of its own', () => {
  const [main, exporter] = find('Deployment', 'documents').spec.template.spec.containers
  expect(main).toMatchObject({
    ports: [{ name: 'http', containerPort: 8000 }],
    startupProbe: { httpGet: { path: '/ready', port: 8000 }, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { httpGet: { path: '/ready', port: 8000 } },
    livenessProbe: { tcpSocket: { port: 8000 } },
  })
  expect(exporter).toMatchObject({
    name: 'exporter',
    ports: [{ name: 'metrics', containerPort: 9117 }],
    startupProbe: { tcpSocket: { port: 9117 }, periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: { exec: { command: ['/exporter', 'check'] }, timeoutSeconds: 5 },
  })
  expect(exporter.readinessProbe).toBeUndefined()
})

test('what a sidecar tells in numbers is collected, and its port is open to the collector alone', () => {
  expect(resolved.scrapes.filter(({ service }) => service === 'documents')).toMatchObject([
    { job: 'documents', by: 'prometheus', target: 'documents.documents.svc.cluster.local:9117', path: '/metrics' },
  ])
  expect(find('Service', 'documents').spec.ports).toContainEqual({
    ...{ name: 'metrics', port: 9117, targetPort: 9117, protocol: 'TCP' },
  })
  expect(find('NetworkPolicy', 'documents').spec.ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
          podSelector: { matchLabels: { app: 'prometheus' } },
        },
      ],
      ports: [{ port: 9117, protocol: 'TCP' }],
    },
  ])
})

test('a load balancer opens the ports that the service has, and no others of Kubernetes’ choice', () => {
  expect(find('Service', 'files').spec).toEqual({
    ...{ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, selector: { app: 'files' } },
    ports: [{ name: 'http', port: 8088, targetPort: 80, protocol: 'TCP' }],
  })
  const { metadata, spec } = find('Service', 'resolver')
  expect(metadata).toMatchObject({ annotations: { 'metallb.io/loadBalancerIPs': '192.0.2.240' } })
  expect(spec).toMatchObject({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false })
})

test('whoever is in the local network reaches it there, the proxy too; policies let anybody in', () => {
  const backends = resolved.routes.map(({ service, backend }) => `${service} ${backend?.url} ${backend?.via}`)
  expect(backends).toEqual(['files http://192.0.2.20:8088 lan', 'resolver http://192.0.2.240:3000 lan'])
  expect(known(runsOf('files').ports).map(({ scopes }) => scopes)).toEqual([['pods', 'nodes', 'tailnet']])
  expect(known(runsOf('resolver').ports).map(({ port, scopes }) => [port, scopes])).toEqual([
    ['dns', ['pods', 'lan']],
    ['dns-tcp', ['pods', 'lan']],
    ['admin', ['pods', 'lan', 'tailnet']],
  ])
  expect(find('NetworkPolicy', 'resolver').spec.ingress).toEqual([
    { ports: [{ port: 53, protocol: 'UDP' }] },
    { ports: [{ port: 53, protocol: 'TCP' }] },
    { ports: [{ port: 3000, protocol: 'TCP' }] },
  ])
})

test('the page of exposure says what the local network reaches', () => {
  const [, text = ''] = (files.get('docs/exposure.md') ?? '').split('## The local network\n')
  const rows = text.split('\n## ')[0]?.match(/^\| `.*$/gm) ?? []
  expect(
    rows.map(row =>
      row
        .replaceAll(/[`|]|\\/g, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ),
  ).toEqual([
    '192.0.2.20:8088 http [[filesFiles]], http load balancer, on each node',
    '192.0.2.240:53 udp [[resolverResolver]], dns load balancer',
    '192.0.2.240:53 tcp [[resolverResolver]], dns-tcp load balancer',
    '192.0.2.240:3000 http [[resolverResolver]], admin load balancer',
  ])
})

test('a device is asked for as much as it is limited', () => {
  const [main] = find('Deployment', 'media').spec.template.spec.containers
  expect(main.resources).toEqual({
    requests: { memory: '512Mi', cpu: '100m', 'gpu.intel.com/i915': '1' },
    limits: { memory: '2Gi', 'gpu.intel.com/i915': '1' },
  })
})

test('one claim of a share is written by two services, mounted as it says', () => {
  const ofShare = { accessModes: ['ReadWriteMany'], storageClassName: '' }
  expect(find('PersistentVolume', 'media-library').spec).toEqual({
    ...ofShare,
    capacity: { storage: '4Ti' },
    persistentVolumeReclaimPolicy: 'Retain',
    mountOptions: ['nfsvers=4.1', 'noatime'],
    nfs: { server: 'nas.home.arpa', path: '/volume1/library' },
  })
  expect(find('PersistentVolumeClaim', 'library').spec).toMatchObject({ ...ofShare, volumeName: 'media-library' })
  for (const name of ['media', 'importer'])
    expect(find('Deployment', name).spec.template.spec.volumes).toContainEqual({
      name: 'library',
      persistentVolumeClaim: { claimName: 'library' },
    })
  expect(known(runsOf('media').volumes)).toMatchObject([{ on: 'share', share: 'library', access: 'many-nodes' }])
})

test('the backup of the node saves what pods keep there, by the folder of a claim too', () => {
  expect(resolved.backups.filter(({ kind }) => kind === 'directory')).toEqual([
    {
      ...{ kind: 'directory', service: 'files', at: { kind: 'host', name: 'node' }, name: 'settings' },
      ...{ path: '/srv/claims/files_files-settings', holds: 'who may see what', priority: 'high' },
    },
    {
      ...{ kind: 'directory', service: 'files', at: { kind: 'host', name: 'node' }, name: 'photos' },
      ...{ path: '/srv/photos', holds: 'photos', priority: 'critical' },
    },
  ])
  const script = [...files].find(([path]) => path.endsWith('/backup.j2') || path.endsWith('/backup'))?.[1] ?? ''
  expect(script).toContain('/srv/photos')
  expect(script).toContain('/srv/claims/files_files-settings')
})

function envOf(name: string): readonly object[] {
  return find('Deployment', name).spec.template.spec.containers[0].env
}

test('a database in separate variables: the password of a role from the vault, that of the bootstrap from its server', () => {
  const host = 'postgres-rw.databases.svc.cluster.local'
  expect(envOf('documents')).toEqual([
    { name: 'DB_HOST', value: host },
    { name: 'DB_PORT', value: '5432' },
    { name: 'DB_NAME', value: 'documents' },
    { name: 'DB_USER', value: 'documents' },
    { name: 'DB_PASS', valueFrom: { secretKeyRef: { name: 'documents-db', key: 'password' } } },
    { name: 'CACHE_URL', value: 'redis://cache.documents.svc.cluster.local:6379/0' },
  ])
  expect(find('ExternalSecret', 'documents-db').spec).toMatchObject({
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'store' },
    data: [{ secretKey: 'password' }],
  })
  expect(envOf('importer')).toEqual([
    { name: 'PGHOST', value: host },
    { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'films-db', key: 'pass' } } },
  ])
  expect(find('ExternalSecret', 'films-db').spec).toMatchObject({
    secretStoreRef: { kind: 'SecretStore', name: 'films-db' },
    data: [{ secretKey: 'pass', remoteRef: { key: 'postgres-app', property: 'password' } }],
  })
})

test('what runs once is a Job whose name is another when it is another', () => {
  const [first, ...others] = objects.filter(({ kind }) => kind === 'Job')
  expect(others).toEqual([])
  expect(first?.metadata.name).toMatch(/^first-index-[0-9a-f]{8}$/)
  expect(first?.spec).toMatchObject({
    ...{ backoffLimit: 3, activeDeadlineSeconds: 3600 },
    template: { metadata: { labels: { app: 'first-index' } }, spec: { restartPolicy: 'OnFailure' } },
  })
  expect(known(runsOf('importer').pods)).toContainEqual(
    expect.objectContaining({
      id: 'importer/pods/first-index',
      kind: 'Job',
      name: first?.metadata.name,
      replicas: 'once',
    }),
  )
  // Its policy lets nobody in.
  expect(find('NetworkPolicy', first?.metadata.name ?? '').spec).toMatchObject({
    podSelector: { matchLabels: { app: 'first-index' } },
  })
})
