/** An estate to look at, with one of everything: for dashboards and alert rules. */
import { loadRenderers, type Part } from '@homelab/estate/model'
import { type DashboardPart, dashboard, sightParts } from '@homelab/observability'
import { ownSight } from '../../apps/blumeops/parts/sight.ts'
import { dashboardParts } from '../../packages/observability/src/dashboards/dashboard.ts'
import { contextOf, drawDashboard } from '../../packages/observability/src/dashboards/render.ts'
import type { Dashboard } from '../../packages/observability/src/drawing/index.ts'
import { type BackupMetrics, exporterParts } from '../../packages/observability/src/exporters/exporter.ts'
import type { Observed, ObservedTarget } from '../../packages/observability/src/metrics/index.ts'
import type { KnownDashboard } from '../../packages/observability/src/observed/dashboards.ts'
import { tarParts } from '../contracts/stand-ins/tar.ts'

/** What the packages know to look at, and what an estate knows besides. */
export const parts: readonly Part[] = [...sightParts, ...tarParts, ...ownSight]
await loadRenderers(parts)

const hour = 3600

/** Those by which alerts and the overview ask how backups are. */
export const backupMetrics = exporterParts.all(parts).flatMap(({ backups }) => backups ?? [])[0] as BackupMetrics

export const observed: Observed = {
  targets: [
    target('loki', 'Loki', { job: 'loki' }, 'loki'),
    target('alertmanager', 'Alertmanager', { job: 'alertmanager' }, 'alertmanager'),
    target('secrets', 'Secrets', { job: 'secrets' }, 'external-secrets'),
    target('delivery', 'Delivery', { job: 'delivery' }, 'argocd'),
    target('prometheus', 'Prometheus', { job: 'prometheus' }, 'prometheus'),
    target('kube-state-metrics', 'kube-state-metrics', { job: 'kube-state-metrics' }, 'kube-state-metrics'),
    target('kubelet', 'Kubelet', { job: 'kubelet' }, 'kubelet', 'cadvisor'),
    target('sql', 'SQL Server', { job: 'cnpg-postgres', instance: 'sql' }, 'cnpg'),
    target('nas', 'NAS', { job: 'node-exporter-nas' }, 'node-linux'),
    target(
      'mac',
      'Mac',
      { job: 'integrations/unix', instance: 'mac' },
      ...(['node-darwin', 'tar-backup', 'zot-textfile', 'minikube', 'jellyfin', 'macos-power'] as const),
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
      metrics: backupMetrics,
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
      file: '/var/textfile/backup.prom',
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
  clusters: [{ service: 'cluster', title: 'Cluster', page: 'hosts/cluster' }],
  loki: { service: 'loki', title: 'Loki', page: 'services/loki', series: { job: 'loki' } },
  alertmanager: {
    service: 'alertmanager',
    title: 'Alertmanager',
    page: 'services/alertmanager',
    series: { job: 'alertmanager' },
  },
  externalSecrets: [{ service: 'secrets', title: 'Secrets', page: 'services/secrets' }],
  argoCds: [{ service: 'delivery', title: 'Delivery', page: 'services/delivery' }],
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
  clusters: [],
  externalSecrets: [],
  argoCds: [],
}

/** A dashboard, without the service that has it. */
export type Given = Pick<KnownDashboard, 'part' | 'named' | 'taken'>

/** What dashboards take of an estate, with names that are nobody's. */
const taken: Readonly<Record<string, object>> = {
  'docs-apm': { host: 'wiki.example.org', instance: 'proxy', job: 'proxy-nginx' },
  flyio: { instance: 'proxy' },
  loki: { job: 'loki' },
  zot: { job: 'prometheus.scrape.zot' },
}

/** A dashboard of a kind, under its default names. */
export function given(part: DashboardPart): Given {
  const named = dashboard(part)
  return { part, named, taken: taken[named.kind] ?? {} }
}

/** Every kind of dashboard. */
export const dashboards: readonly Given[] = dashboardParts.all(parts).map(given)

/** As it is drawn among others. */
export function drawnAs(one: Given, of: Observed, among: readonly Given[]): Dashboard {
  return drawDashboard(one, contextOf(of, among))
}

function target(
  service: string,
  title: string,
  series: ObservedTarget['series'],
  ...exporters: readonly string[]
): ObservedTarget {
  return { service, title, page: `services/${service}`, series, exporters }
}

function volume(name: string, measured: Observed['volumes'][number]['measured']): Observed['volumes'][number] {
  return { service: name, title: `Volume ${name}`, page: `services/${name}`, name, measured }
}
