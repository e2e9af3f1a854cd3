/** An estate to look at, with one of everything: for dashboards and alert rules. */
import type { DashboardSpec } from '../../packages/observability/src/dashboards/index.ts'
import * as specs from '../../packages/observability/src/dashboards/index.ts'
import type { ExporterName, Observed, ObservedTarget } from '../../packages/observability/src/metrics/index.ts'

const hour = 3600

export const observed: Observed = {
  targets: [
    target('loki', 'Loki', { job: 'loki' }, 'loki'),
    target('prometheus', 'Prometheus', { job: 'prometheus' }, 'prometheus'),
    target('kube-state-metrics', 'kube-state-metrics', { job: 'kube-state-metrics' }, 'kube-state-metrics'),
    target('kubelet', 'Kubelet', { job: 'kubelet' }, 'kubelet', 'cadvisor'),
    target('sql', 'SQL Server', { job: 'cnpg-postgres', instance: 'sql' }, 'cnpg'),
    target('nas', 'NAS', { job: 'node-exporter-nas' }, 'node-linux'),
    target(
      'mac',
      'Mac',
      { job: 'integrations/unix', instance: 'mac' },
      ...(['node-darwin', 'borgmatic', 'zot-textfile', 'minikube', 'jellyfin', 'macos-power'] as const),
    ),
    target('registry', 'Registry', { job: 'prometheus.scrape.zot', instance: 'mac' }, 'zot'),
    target('proxy', 'Public Proxy', { job: 'prometheus.scrape.self', instance: 'proxy' }, 'flyio-nginx'),
  ],
  probes: [
    { service: 'reader', title: 'Reader', page: 'services/reader', job: 'integrations/blackbox/reader' },
    { service: 'wiki', title: 'Wiki', page: 'services/wiki', job: 'integrations/blackbox/wiki', tls: true },
  ],
  backups: [
    {
      service: 'backup',
      title: 'Backups on the NAS',
      page: 'services/backup',
      series: { instance: 'mac', repository: 'nas' },
      sources: ['Notes', 'Papers'],
      periodSeconds: 24 * hour,
      graceSeconds: 2 * hour,
    },
  ],
  databases: [
    {
      service: 'sql',
      title: 'SQL Server',
      page: 'services/sql',
      cluster: 'sql',
      namespace: 'databases',
      instances: 1,
      series: { instance: 'sql' },
    },
    {
      service: 'photos',
      title: 'Photos SQL',
      page: 'services/photos',
      cluster: 'photos',
      namespace: 'databases',
      instances: 1,
    },
  ],
  volumes: [
    volume('music', { by: 'kubelet', namespace: 'music', claim: 'music' }),
    volume('sql', { by: 'cnpg', series: { instance: 'sql' }, sizeBytes: 10_000 }),
    volume('prometheus', { by: 'prometheus', series: { job: 'prometheus' }, sizeBytes: 20_000 }),
    volume('node', { by: 'cadvisor', series: { job: 'kubelet' } }),
  ],
  hosts: [
    {
      service: 'mac',
      title: 'Mac',
      page: 'hosts/mac',
      series: { instance: 'mac' },
      family: 'macos',
      mountpoints: ['/System/Volumes/Data', '/Volumes/a.b'],
    },
    { service: 'nas', title: 'NAS', page: 'hosts/nas', series: { job: 'node-exporter-nas' }, family: 'linux' },
  ],
  textfiles: [
    {
      service: 'backup',
      title: 'Backup metrics',
      page: 'services/backup',
      file: '/var/textfile/borgmatic.prom',
      series: { instance: 'mac' },
      periodSeconds: hour,
    },
  ],
  shippers: [
    {
      service: 'alloy-mac',
      name: 'alloy-mac',
      title: 'Alloy on the Mac',
      page: 'services/alloy-mac',
      delivers: { job: 'integrations/unix', instance: 'mac' },
    },
    {
      service: 'proxy',
      name: 'alloy-proxy',
      title: 'Alloy in the proxy',
      page: 'services/proxy',
      delivers: { job: 'prometheus.scrape.self', instance: 'proxy' },
      own: { job: 'prometheus.scrape.self', instance: 'proxy' },
    },
  ],
  cluster: { service: 'cluster', title: 'Cluster', page: 'hosts/cluster' },
  loki: { service: 'loki', title: 'Loki', page: 'services/loki', series: { job: 'loki' } },
  prometheus: {
    service: 'prometheus',
    title: 'Prometheus',
    page: 'services/prometheus',
    series: { job: 'prometheus' },
    url: 'https://prometheus.example.org',
  },
}

/** An estate that has nothing to look at. */
export const nothing: Observed = {
  targets: [],
  probes: [],
  backups: [],
  databases: [],
  volumes: [],
  hosts: [],
  textfiles: [],
  shippers: [],
}

/** Every kind of dashboard, with names that are nobody's. */
export const dashboards: readonly DashboardSpec[] = [
  specs.dashboard('borgmatic'),
  { ...specs.dashboard('docs-apm'), host: 'wiki.example.org', instance: 'proxy', job: 'proxy-nginx' },
  { ...specs.dashboard('flyio'), instance: 'proxy' },
  specs.dashboard('jellyfin'),
  { ...specs.dashboard('loki'), job: 'loki' },
  specs.dashboard('macos'),
  specs.dashboard('minikube'),
  specs.dashboard('postgresql'),
  specs.dashboard('services'),
  { ...specs.dashboard('zot'), job: 'prometheus.scrape.zot' },
  specs.dashboard('overview'),
]

function target(
  service: string,
  title: string,
  series: ObservedTarget['series'],
  ...exporters: readonly ExporterName[]
): ObservedTarget {
  return { service, title, page: `services/${service}`, series, exporters }
}

function volume(name: string, measured: Observed['volumes'][number]['measured']): Observed['volumes'][number] {
  return { service: name, title: `Volume ${name}`, page: `services/${name}`, name, measured }
}
