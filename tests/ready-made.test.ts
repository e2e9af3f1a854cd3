/** Services that the packages bring ready-made: what they are where nobody says otherwise, and where somebody does. */
import { after, cluster, endpoint, host, http, image, type Needs, service } from '@homelab/estate'
import { sampleOperator } from '@homelab/estate/samples'
import { present } from '@homelab/formats/present'
import { asAlertmanager } from '@homelab/observability'
import {
  alertmanagerIn,
  asK3s,
  byNtfy,
  caddyOn,
  composeOn,
  deliveryOn,
  externalSecretsIn,
  kubeStateMetricsIn,
  lokiIn,
  prometheusIn,
  tailscaleOperatorIn,
} from '@homelab/services'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import minilab from '../apps/minilab/estate.ts'
import { fixture, kind, secrets, store } from './findings/parts.ts'
import { alertmanager } from './findings/ready.ts'
import { configMapsIn, objectsIn } from './support/objects.ts'
import { openFindings, render } from './support/render.ts'

const given = { image: image('prom/prometheus', 'v3.2.1'), storage: '10Gi' }
const needs = (): Needs => [endpoint(alertmanager, 'http', 'sends alerts', asAlertmanager())]

function objectsOf(...services: readonly ReturnType<typeof service>[]) {
  const { files, findings } = render(fixture(import.meta, { services: [alertmanager, ...services] }))
  return { found: openFindings(findings), objects: objectsIn(files), maps: configMapsIn(files) }
}

test('Prometheus keeps metrics for 15 days and asks four times a minute, as `nobody`, and writes to its volume alone', () => {
  const { found, objects, maps } = objectsOf(
    service(import.meta, 'prometheus', { ...prometheusIn(kind, given), needs }),
  )
  expect(found).toEqual([])
  const set = objects.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'prometheus')
  const [container] = set?.spec.template.spec.containers ?? []
  expect(container.args).toEqual([
    '--config.file=/etc/prometheus/prometheus.yml',
    '--storage.tsdb.path=/prometheus',
    '--storage.tsdb.retention.time=15d',
    '--web.enable-remote-write-receiver',
  ])
  expect(container.securityContext.readOnlyRootFilesystem).toBe(true)
  expect(set?.spec.template.spec.securityContext.runAsUser).toBe(65534)
  expect(set?.spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('10Gi')
  const config = maps.find(({ metadata }) => metadata.name === 'prometheus-config')
  expect(parse(config?.data['prometheus.yml'] ?? '').global).toEqual({
    scrape_interval: '15s',
    evaluation_interval: '15s',
  })
  expect(Object.keys(config?.data ?? {})).toEqual(['alerts.json', 'prometheus.yml'])
})

test('what is otherwise is a field: a month, more memory, another port of the nodes', () => {
  const pods = { serviceType: 'NodePort', container: { resources: { limits: { memory: '4Gi' } } } } as const
  const own = service(import.meta, 'prometheus', {
    ...prometheusIn(kind, { ...given, retentionDays: 30, pods }),
    ports: { http: http(9090, { nodePort: 30090 }) },
    needs,
  })
  const { found, objects } = objectsOf(own)
  expect(found).toEqual([])
  const set = objects.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'prometheus')
  const [container] = set?.spec.template.spec.containers ?? []
  expect(container.args).toContain('--storage.tsdb.retention.time=30d')
  expect(container.resources).toEqual({ limits: { memory: '4Gi' } })
  expect(container.image).toBe('prom/prometheus:v3.2.1')
  const front = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'prometheus')
  expect(front?.spec.ports).toEqual([expect.objectContaining({ port: 9090, nodePort: 30090 })])
})

test('Loki’s configuration is that of one process, and a section takes fields of the estate’s own', () => {
  const logs = service(import.meta, 'loki', {
    ...lokiIn(kind, {
      image: image('grafana/loki', '3.3.2'),
      storage: '10Gi',
      retentionDays: 14,
      configuration: { limits_config: { ingestion_rate_mb: 8 }, frontend: { max_outstanding_per_tenant: 4096 } },
    }),
    // Nobody scrapes it here.
    dashboards: [],
  })
  const { found, maps } = objectsOf(logs)
  expect(found).toEqual([])
  const config = parse(maps.find(({ metadata }) => metadata.name === 'loki-config')?.data['loki-config.yaml'] ?? '')
  expect(config.limits_config).toEqual({ retention_period: '336h', ingestion_rate_mb: 8 })
  expect(config.frontend).toEqual({ max_outstanding_per_tenant: 4096 })
  expect(config.common.replication_factor).toBe(1)
  expect(config.auth_enabled).toBe(false)
})

test('a port of the nodes opens the Service, and keeps that of the pods', () => {
  const own = service(import.meta, 'loki', {
    ...lokiIn(kind, { image: image('grafana/loki', '3.3.2'), storage: '10Gi', nodePort: 30100 }),
    dashboards: [],
  })
  const { found, objects } = objectsOf(own)
  expect(found).toEqual([])
  const front = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'loki')
  expect(front?.spec.type).toBe('NodePort')
  expect(front?.spec.ports).toEqual([
    expect.objectContaining({ name: 'http', port: 3100, nodePort: 30100 }),
    expect.not.objectContaining({ nodePort: expect.anything() }),
  ])
})

test('Alertmanager has a file for each receiver, and sends critical alerts loudly', () => {
  const own = service(import.meta, 'sender', {
    ...alertmanagerIn(kind, {
      image: image('prom/alertmanager', 'v0.31.1'),
      opens: 'tailnet',
      ...byNtfy({
        topic: secrets.app.password,
        heartbeat: secrets.app.password,
        server: 'https://messages.example.org',
      }),
      nodePort: 30093,
    }),
    routes: { tailnet: { port: 'http' } },
    needs: (): Needs => [after(store, 'the addresses of its receivers come from there')],
  })
  const { files, findings } = render(fixture(import.meta, { services: [store, own] }))
  expect(openFindings(findings)).toEqual([])
  const maps = configMapsIn(files).flatMap(({ data }) => data['alertmanager.yml'] ?? [])
  const { route } = parse(maps[0] ?? '') as { readonly route: { readonly repeat_interval: string } }
  expect(route.repeat_interval).toBe('4h')
  const [wanted = ''] = [...files].flatMap(([path, text]) => (/ExternalSecret-alertmanager/.test(path) ? [text] : []))
  const { data } = parse(wanted).spec.target.template as { readonly data: Readonly<Record<string, string>> }
  expect(Object.keys(data).toSorted()).toEqual(['heartbeat', 'ntfy-critical', 'ntfy-warning'])
  expect(data['ntfy-critical']).toMatch(/^https:\/\/messages\.example\.org\/.*priority=urgent$/)
})

test('the operator of External Secrets says which secrets it could not bring', () => {
  const { workload, metrics, ports } = externalSecretsIn(kind, { revision: 'helm-chart-1.3.1', values: { crds: 1 } })
  expect(metrics).toEqual({ port: 'metrics', exporter: 'external-secrets' })
  expect(ports.metrics.port).toBe(8080)
  expect(workload).toMatchObject({
    repository: 'https://github.com/external-secrets/external-secrets.git',
    serviceName: 'external-secrets-metrics',
    values: { installCRDs: true, metrics: { service: { enabled: true } }, crds: 1 },
  })
})

test.each([
  ['amd64', undefined],
  ['arm64', 'arm64'],
] as const)(
  'a timer brings the branch into the cluster as root, with the Helm of the host: %s',
  (said, architecture) => {
    const at = host('server', {
      ...{ platform: 'linux', role: 'x', user: 'ann', home: '/home/ann', lanAddress: '192.0.2.7' },
      ...present({ architecture }),
    })
    const { source, delivery, secretStore } = kind
    const home = cluster('home', { ...asK3s(at), context: 'home', version: 'v1.34.0', source, delivery, secretStore })
    const helm = { version: '3.18.4', sha256: 'ab'.repeat(32) }
    const own = service(import.meta, 'delivery', { ...deliveryOn(at, home, { job: 'bring', helm, everySeconds: 60 }) })
    const { files } = render(fixture(import.meta, { hosts: [at], clusters: [home], services: [own] }))
    const role = (path: string) => files.get(`ansible/roles/delivery/${path}`) ?? ''
    expect(role('tasks/main.yml')).toContain(`https://get.helm.sh/helm-v3.18.4-linux-${said}.tar.gz`)
    expect(role('tasks/main.yml')).toContain(`/linux-${said}/helm"`)
    expect(role('templates/bring.j2')).toContain(`readonly REPOSITORY='${source.repository}'\n`)
    const unit = role('templates/bring.service.j2')
    expect(unit).toContain('KUBECONFIG=/etc/rancher/k3s/k3s.yaml')
    // Else whoever is that login is whoever may do everything in the cluster.
    expect(unit).not.toContain('User=')
    expect(role('tasks/main.yml')).toMatch(
      /dest: "\{\{ delivery_root \}\}\/usr\/local\/bin\/bring"\n {4}mode: "0755"\n {4}owner: root/,
    )
    expect(role('templates/bring.timer.j2')).toMatch(/60s?$/m)
    expect(home.kubeconfig?.server).toBe('https://192.0.2.7:6443')
  },
)

test('a Compose project lies where the host keeps such, and asks for the Docker that it has there', () => {
  const containers = { app: { image: image('ghcr.io/example/photos', '1.2.0'), publishes: { http: 3000 } } }
  const projects = (['nas', 'linux'] as const).map(platform => {
    const at = host('box', { platform, role: 'x', user: 'ann' })
    const { requires, programs } = composeOn(at, 'photos', containers)
    return [requires?.map(({ path }) => path), programs?.map(program => ({ ...program, containers: [] }))]
  })
  expect(projects).toMatchObject([
    [['/usr/local/bin/docker'], [{ folder: '/volume1/docker/photos', docker: '/usr/local/bin/docker' }]],
    [['/usr/bin/docker'], [{ folder: '/srv/photos', docker: '/usr/bin/docker' }]],
  ])
})

test('kube-state-metrics lists and watches, and changes nothing', () => {
  const own = image('registry.k8s.io/kube-state-metrics/kube-state-metrics', 'v2.13.0')
  const { found, objects } = objectsOf(
    service(import.meta, 'counts', { ...kubeStateMetricsIn(kind, { image: own, name: 'counts' }) }),
  )
  expect(found).toEqual([])
  const role = objects.find(({ kind, metadata }) => kind === 'ClusterRole' && metadata.name === 'counts')
  const { rules } = role as unknown as { rules: readonly { resources: readonly string[]; verbs: readonly string[] }[] }
  expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['list', 'watch']))
  // What alerts and dashboards ask for: https://github.com/kubernetes/kube-state-metrics/tree/v2.13.0/docs/metrics
  const listed = rules.flatMap(({ resources }) => resources)
  expect(listed).toEqual(expect.arrayContaining(['pods', 'deployments', 'statefulsets', 'daemonsets', 'jobs', 'nodes']))
})

test('the operator of the tailnet runs its proxies in the estate’s version, and knows what the cluster calls them', () => {
  const version = 'v1.92.5'
  const operator = service(import.meta, 'operator', {
    ...tailscaleOperatorIn(kind, {
      endpoints: sampleOperator,
      image: image('docker.io/tailscale/k8s-operator', version),
      proxy: image('docker.io/tailscale/tailscale', version),
      client: { id: secrets.app.password, secret: secrets.app.password },
    }),
    needs: (): Needs => [after(store, 'its credentials come from there')],
  })
  const { found, objects } = objectsOf(store, operator)
  expect(found).toEqual([])
  const pods = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'operator')
  expect(pods?.spec.template.spec.containers[0].env).toContainEqual({
    name: 'PROXY_IMAGE',
    value: 'docker.io/tailscale/tailscale:v1.92.5',
  })
  const group = objects.find(({ kind }) => kind === 'ProxyGroup')
  expect(group?.metadata.name).toBe(sampleOperator.proxyGroup)
  expect(group?.spec).toMatchObject({ replicas: 1, proxyClass: sampleOperator.proxyClass, tags: sampleOperator.tags })
})

test('a small estate has metrics, logs and dashboards from them', () => {
  const { files } = render(minilab)
  const dashboards = configMapsIn(files).filter(({ metadata }) => metadata.labels?.['grafana_dashboard'] === '1')
  expect(dashboards.map(({ metadata }) => metadata.name).toSorted()).toEqual([
    'grafana-dashboard-borgmatic',
    'grafana-dashboard-loki',
    'grafana-dashboard-overview',
    'grafana-dashboard-services',
  ])
  const sources = configMapsIn(files).find(({ metadata }) => metadata.name === 'grafana')
  const { datasources } = parse(sources?.data['datasources.yaml'] ?? '')
  expect(datasources.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
    ['Prometheus', 'prometheus'],
    ['Loki', 'loki'],
  ])
  const units = files.get('ansible/roles/alloy/templates/config.alloy.j2') ?? ''
  expect(units).toContain('_SYSTEMD_UNIT=lab-caddy.service')
})

test('on Debian backups are timers of the login, its metrics lie where Alloy reads and the login writes', () => {
  const { files } = render(minilab)
  const role = (name: string, path: string) => files.get(`ansible/roles/${name}/${path}`) ?? ''
  expect(role('backup', 'templates/lab-backup.timer.j2')).toContain('OnCalendar=*-*-* 03:00:00')
  expect(role('backup', 'templates/lab-backup-maintenance.timer.j2')).toContain('OnCalendar=Sun *-*-* 04:00:00')
  expect(role('backup', 'templates/lab-backup.service.j2')).toContain('\nUser=lab\n')
  const config = parse(role('backup', 'templates/config.yaml.j2'))
  expect(config.source_directories).toEqual(['/srv/letters'])
  expect([config.keep_daily, config.keep_monthly, config.keep_yearly]).toEqual([7, 12, 3])
  expect(config.local_path).toBe('/usr/bin/borg')
  expect(config.encryption_passcommand).toBe('cat {{ backup_home }}/.borg-passphrase')
  expect(role('backup', 'templates/borgmatic-metrics.j2')).toContain(
    "'/var/lib/prometheus/node-exporter/lab-backup.prom'",
  )
  const folder = parse(role('alloy', 'tasks/main.yml')).find(
    ({ name }: { name: string }) => name === 'Make /var/lib/prometheus/node-exporter',
  )
  expect(folder['ansible.builtin.file'].owner).toBe('lab')
})

test('Caddy is the same on a Mac and on Linux, but for who reads the token', () => {
  const facts = {
    how: 'Build it.',
    dns: { provider: 'acme', tokenVariable: 'DNS_TOKEN' },
    token: { variable: 'DNS_TOKEN', value: secrets.app.password },
    example: 'wiki',
  } as const
  const login = { role: 'x', user: 'ann' } as const
  const mac = host('mac', { ...login, platform: 'macos', home: '/Users/ann', ownedPaths: ['/usr/local/bin'] })
  const debian = host('debian', {
    ...login,
    platform: 'linux',
    home: '/home/ann',
    ownedPaths: ['/etc/caddy', '/etc/systemd/system', '/var/lib/caddy'],
  })
  const templates = (at: typeof mac): readonly string[] => {
    const caddy = service(import.meta, 'caddy', { ...caddyOn(at, { job: 'web', ...facts }) })
    const { files } = render(fixture(import.meta, { hosts: [at], clusters: [], services: [caddy] }))
    const below = 'ansible/roles/caddy/templates/'
    return [...files.keys()].filter(path => path.startsWith(below)).map(path => path.slice(below.length))
  }
  expect(templates(mac).toSorted()).toEqual(['Caddyfile.j2', 'caddy-wrapper.sh.j2', 'token.j2', 'web.plist.j2'])
  expect(templates(debian).toSorted()).toEqual(['Caddyfile.j2', 'environment.j2', 'web.service.j2'])
})
