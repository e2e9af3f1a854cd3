/** What is rendered of the words that the fixture estate uses: each expectation by hand. */
import { known, resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
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
  expect(backends).toEqual([
    'files http://192.0.2.20:8088 lan',
    'resolver http://192.0.2.240:3000 lan',
    'scans http://192.0.2.20:30810 lan',
  ])
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
    '192.0.2.20:30810 http [[scansScans]], http port of the nodes',
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
  const [first, ...others] = objects.filter(({ kind, metadata }) => kind === 'Job' && metadata.namespace === 'media')
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

const queueUrl = { name: 'QUEUE_URL', value: 'redis://scans-queue.scans.svc.cluster.local:6379/1' }

test('several workloads of one service: each has its own pods, and a Service where it answers', () => {
  const rows = objects
    .filter(({ kind, metadata }) => /^(Deployment|StatefulSet|Service)$/.test(kind) && metadata.namespace === 'scans')
    .map(({ kind, metadata: { name }, spec }) => [kind, name, spec.selector.matchLabels ?? spec.selector])
  expect(rows).toEqual([
    ['Deployment', 'scans-mail', { app: 'scans-mail' }],
    ['Deployment', 'scans-worker', { app: 'scans-worker' }],
    ['Deployment', 'scans', { app: 'scans' }],
    ['Service', 'scans-queue', { app: 'scans-queue' }],
    ['Service', 'scans', { app: 'scans' }],
    ['StatefulSet', 'scans-queue', { app: 'scans-queue' }],
  ])
  expect(find('Service', 'scans').spec).toMatchObject({ type: 'NodePort', ports: [{ name: 'http', nodePort: 30_810 }] })
  const { type, ports } = find('Service', 'scans-queue').spec
  expect([type, ports]).toEqual([undefined, [{ name: 'queue', port: 6379, targetPort: 6379, protocol: 'TCP' }]])
  expect(find('Deployment', 'scans-worker').spec).toMatchObject({ replicas: 2, strategy: { type: 'Recreate' } })
  expect(find('PodDisruptionBudget', 'scans-worker').spec.maxUnavailable).toBe(1)
  expect(find('StatefulSet', 'scans-queue').spec).toMatchObject({
    ...{ serviceName: 'scans-queue', volumeClaimTemplates: [{ metadata: { name: 'queue' } }] },
  })
})

test('each is asked where it answers, and gets the variables that are its own', () => {
  const container = (kind: string, name: string) => find(kind, name).spec.template.spec.containers[0]
  const database = [
    { name: 'DB_HOST', value: 'postgres-rw.databases.svc.cluster.local' },
    { name: 'DB_PASS', valueFrom: { secretKeyRef: { name: 'scans-db', key: 'password' } } },
  ]
  expect(container('Deployment', 'scans')).toMatchObject({
    ...{ name: 'scans', ports: [{ name: 'http', containerPort: 8010 }], env: [...database, queueUrl] },
    readinessProbe: { httpGet: { path: '/ready', port: 8010 } },
  })
  const worker = container('Deployment', 'scans-worker')
  expect(worker).toMatchObject({ name: 'worker', args: ['work'], env: [...database, queueUrl] })
  expect([worker.ports, worker.readinessProbe]).toEqual([undefined, undefined])
  expect(worker.livenessProbe).toEqual({ exec: { command: ['/app/alive'] } })
  expect(container('Deployment', 'scans-mail').env).toEqual([
    { name: 'FILES_URL', value: 'http://files.files.svc.cluster.local:8088' },
  ])
  const queue = container('StatefulSet', 'scans-queue')
  expect([queue.env, queue.readinessProbe]).toEqual([undefined, { tcpSocket: { port: 6379 } }])
})

test('what runs of it says which answers where, what it reads, and what each keeps', () => {
  const { pods, reads, volumes, ports, logs, reaches } = runsOf('scans')
  expect(known(pods)).toMatchObject([
    { id: 'scans/pods/scans', kind: 'Deployment', replicas: 1, answers: ['http'] },
    { id: 'scans/pods/scans-worker', kind: 'Deployment', replicas: 2, rollout: 'recreate', answers: [] },
    { id: 'scans/pods/scans-mail', answers: [], withoutNeeds: true },
    { id: 'scans/pods/scans-queue', kind: 'StatefulSet', rollout: 'ordered', answers: ['queue'], withoutNeeds: true },
    { id: 'scans/pods/scans-migrate', kind: 'Job', replicas: 'once', beforePods: true },
  ])
  expect(known(reads).map(read => [read.pods, read.by, read.name])).toEqual([
    ['scans/pods/scans', 'container scans', 'scans-db'],
    ['scans/pods/scans-worker', 'container worker', 'scans-db'],
    ['scans/pods/scans-migrate', 'container migrate', 'scans-db'],
  ])
  expect(known(volumes)).toMatchObject([{ on: 'claim', claim: 'queue-scans-queue-0' }])
  expect(known(ports).map(({ port, host, scopes }) => [port, host, scopes])).toEqual([
    ['http', 'scans.scans.svc.cluster.local', ['pods', 'nodes', 'tailnet']],
    ['queue', 'scans-queue.scans.svc.cluster.local', ['pods']],
  ])
  expect(known(logs)).toMatchObject([
    { app: 'scans' },
    { app: 'scans-worker' },
    { app: 'scans-mail' },
    { app: 'scans-queue' },
  ])
  expect(known(reaches)).toMatchObject([{ to: 'internet', pods: 'scans/pods/scans-mail' }])
})

test('a policy for each: needs let out those that have them, and the pods of one service reach each other', () => {
  const pods = (app: string) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'scans' } },
    podSelector: { matchLabels: { app } },
  })
  const policy = (name: string) => find('NetworkPolicy', name).spec
  const toQueue = { to: [pods('scans-queue')], ports: [{ port: 6379, protocol: 'TCP' }] }
  const toWeb = { to: [pods('scans')], ports: [{ port: 8010, protocol: 'TCP' }] }
  expect(policy('scans').ingress).toEqual([
    { ports: [{ port: 8010, protocol: 'TCP' }] },
    ...['scans-worker', 'scans-mail', 'scans-queue', 'scans-migrate'].map(app => ({
      ...{ from: [pods(app)], ports: [{ port: 8010, protocol: 'TCP' }] },
    })),
  ])
  expect(policy('scans-worker').ingress ?? []).toEqual([])
  expect(policy('scans-queue').ingress).toEqual(
    ['scans', 'scans-worker', 'scans-mail', 'scans-migrate'].map(app => ({
      ...{ from: [pods(app)], ports: [{ port: 6379, protocol: 'TCP' }] },
    })),
  )
  const ports = (name: string) =>
    policy(name)
      .egress.flatMap((rule: { readonly ports: readonly { readonly port: number }[] }) => rule.ports)
      .map(({ port }: { readonly port: number }) => port)
  expect(ports('scans')).toEqual([53, 53, 5432, 6379])
  expect(ports('scans-worker')).toEqual([53, 53, 5432, 8010, 6379])
  expect(policy('scans-worker').egress).toEqual(expect.arrayContaining([toWeb, toQueue]))
  expect(ports('scans-mail')).toEqual([53, 53, 80, 8010, 6379, 80, 443])
  expect(ports('scans-queue')).toEqual([53, 53, 8010])
  expect(find('NetworkPolicy', 'files').spec.ingress).toContainEqual({
    ...{ from: [pods('scans-mail')], ports: [{ port: 80, protocol: 'TCP' }] },
  })
})

test('its page names each object, each image once, and asks after all pods', () => {
  const page = files.get('docs/services/scans.md') ?? ''
  expect(page).toContain(
    '`Deployment scans`, `Deployment scans-worker`, `Deployment scans-mail`, `StatefulSet scans-queue`',
  )
  expect(page).toContain('| `ghcr.io/example/scans:2.20.1`, `docker.io/valkey/valkey:8.1.3` |')
  for (const name of [
    'deployment/scans',
    'deployment/scans-worker',
    'deployment/scans-mail',
    'statefulset/scans-queue',
  ]) {
    expect(page).toContain(`rollout restart ${name}\n`)
    expect(page).toContain(`rollout status ${name}\n`)
  }
})

test('what speaks gRPC is asked by its own protocol, as a whole or in part', () => {
  const [container] = find('Deployment', 'importer').spec.template.spec.containers
  expect(container).toMatchObject({
    startupProbe: { grpc: { port: 50_051 }, failureThreshold: 60 },
    readinessProbe: { grpc: { port: 50_051, service: 'ready' } },
    livenessProbe: { grpc: { port: 50_051 }, timeoutSeconds: 2 },
  })
  expect(files.get('docs/services/importer.md')).toContain(
    '| ready: takes it out of its Service | by gRPC, `ready` | `grpc` |',
  )
})

test('a Job that pods wait for has what the service needs, a time to end in, and its place before them', () => {
  const stage = 'delivery.homelab.internal/stage'
  const [job] = objects.filter(({ kind, metadata }) => kind === 'Job' && metadata.namespace === 'scans')
  expect(job?.metadata).toMatchObject({
    name: expect.stringMatching(/^scans-migrate-[0-9a-f]{8}$/),
    annotations: { [stage]: 'job' },
  })
  expect(job?.spec).toMatchObject({ backoffLimit: 1, activeDeadlineSeconds: 600 })
  expect(job?.spec.template.spec.containers[0].env).toEqual([
    { name: 'DB_HOST', value: 'postgres-rw.databases.svc.cluster.local' },
    { name: 'DB_PASS', valueFrom: { secretKeyRef: { name: 'scans-db', key: 'password' } } },
    queueUrl,
  ])
  for (const [kind, name] of [
    ['Deployment', 'scans'],
    ['Deployment', 'scans-worker'],
    ['StatefulSet', 'scans-queue'],
  ] as const)
    expect(find(kind, name).metadata).toMatchObject({ annotations: { [stage]: 'pods' } })
  const { ingress, egress } = find('NetworkPolicy', job?.metadata.name ?? '').spec
  expect(ingress ?? []).toEqual([])
  expect(
    egress
      .flatMap((rule: { readonly ports: readonly { readonly port: number }[] }) => rule.ports)
      .map(({ port }: { readonly port: number }) => port),
  ).toEqual([53, 53, 5432, 8010, 6379])
  expect(files.get('docs/services/scans.md')).toContain(
    `\`${job?.metadata.name}\` runs first: pods are changed once it has ended well.`,
  )
})

test('a chart is told in its values of a database, an address and a Secret, and each is counted', () => {
  expect(parse(files.get('k3s/values/login.yaml') ?? '')).toEqual({
    server: { replicas: 2, annotations: { 'login.example/key': 'password' } },
    admin: { existingSecret: 'login-admin' },
    db: {
      ...{ kind: 'postgresql', host: 'postgres-rw.databases.svc.cluster.local', port: 5432 },
      ...{ name: 'login', user: 'login', existingSecret: 'login-db' },
    },
    redis: { host: 'cache.documents.svc.cluster.local', port: 6379 },
  })
  expect(find('ExternalSecret', 'login-db').spec.data).toMatchObject([{ secretKey: 'password' }])
  const { reads, delivered } = runsOf('login')
  expect(known(reads).map(({ name, key }) => [name, key])).toEqual([
    ['login-db', 'password'],
    ['login-admin', undefined],
  ])
  expect(known(delivered).map(each => each.to === 'secret' && each.name)).toEqual(['login-admin', 'login-db'])
  const flows = resolved.flows.filter(({ from }) => from === 'login').map(({ to, port }) => `${to} ${port}`)
  expect(flows.toSorted()).toEqual(['cache redis', 'postgres sql'])
  expect(find('NetworkPolicy', 'cache').spec.ingress).toContainEqual({
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'login' } } }],
    ports: [{ port: 6379, protocol: 'TCP' }],
  })
})
