/**
 * Dashboards as plain data: what a service's file says. Nothing here loads the Grafana Foundation SDK, so that an
 * estate starts fast; `render.ts` builds the JSON.
 *
 * Titles, uids and tags that name the thing itself are the defaults of facts G1; what names the estate is a parameter.
 */

interface Named<K extends string> {
  readonly kind: K
  /** In the ConfigMap's name and key: `grafana-dashboard-<short>`, `<short>.json`. */
  readonly short: string
  readonly title: string
  /** Unique in Grafana; in the dashboard's URL. */
  readonly uid: string
  readonly tags: readonly string[]
}

/** What a dashboard may be called instead of its default. */
export type Naming = Partial<Omit<Named<string>, 'kind'>>

export type BorgmaticSpec = Named<'borgmatic'>
export type JellyfinSpec = Named<'jellyfin'>
export type MacosSpec = Named<'macos'>
export type MinikubeSpec = Named<'minikube'>
export type PostgresqlSpec = Named<'postgresql'>
export type ServicesSpec = Named<'services'>

/** A public host name behind the proxy. */
export interface DocsApmSpec extends Named<'docs-apm'> {
  /** Public host name: label `host`. */
  readonly host: string
  /** Label `instance` of the proxy's logs. */
  readonly instance: string
  /** Label `job` of the proxy's access log. */
  readonly job: string
}

/** The proxy itself. */
export interface FlyioSpec extends Named<'flyio'> {
  /** Label `instance` of the proxy's metrics. */
  readonly instance: string
}

export interface LokiSpec extends Named<'loki'> {
  /** Scrape job of Loki, for what every Go program has. */
  readonly job: string
}

export interface ZotSpec extends Named<'zot'> {
  /** Scrape job of the registry. */
  readonly job: string
}

/** "Is everything well": a panel for each thing that can go wrong, with a link to where it is seen in detail. */
export interface OverviewSpec extends Named<'overview'> {
  /** Address of Prometheus's own pages, without a slash at the end: targets and alerts have no dashboard. */
  readonly prometheusUrl: string
}

export type DashboardSpec =
  | BorgmaticSpec
  | DocsApmSpec
  | FlyioSpec
  | JellyfinSpec
  | LokiSpec
  | MacosSpec
  | MinikubeSpec
  | OverviewSpec
  | PostgresqlSpec
  | ServicesSpec
  | ZotSpec

export type DashboardKind = DashboardSpec['kind']

/** Backups: one repository's size, age and content (facts G2). */
export function borgmaticDashboard(naming: Naming = {}): BorgmaticSpec {
  return { ...named('borgmatic', 'Borgmatic Backups', 'borgmatic', ['borgmatic', 'backup', 'borg']), ...naming }
}

/** One public host name: requests, errors, cache, latency, access log (facts G3). */
export function docsApmDashboard(
  props: Pick<DocsApmSpec, 'host' | 'instance' | 'job'>,
  naming: Naming = {},
): DocsApmSpec {
  return { ...named('docs-apm', 'Docs APM', 'docs-apm', ['docs', 'flyio', 'apm']), ...props, ...naming }
}

/** The public proxy over all host names (facts G4). */
export function flyioDashboard(props: Pick<FlyioSpec, 'instance'>, naming: Naming = {}): FlyioSpec {
  return { ...named('flyio', 'Fly.io Proxy Health', 'flyio-proxy', ['flyio', 'nginx', 'proxy']), ...props, ...naming }
}

/** The media server: sessions, transcoding, libraries, log (facts G5). */
export function jellyfinDashboard(naming: Naming = {}): JellyfinSpec {
  return { ...named('jellyfin', 'Jellyfin Media Server', 'jellyfin', ['jellyfin', 'media']), ...naming }
}

/** The log store: what it takes in and keeps (facts G6). */
export function lokiDashboard(props: Pick<LokiSpec, 'job'>, naming: Naming = {}): LokiSpec {
  return { ...named('loki', 'Loki', 'loki', ['loki', 'logs']), ...props, ...naming }
}

/** A Mac: processors, memory, disks, network, power (facts G7). */
export function macosDashboard(naming: Naming = {}): MacosSpec {
  return { ...named('macos', 'macOS', 'macos', ['macos', 'darwin']), ...naming }
}

/** The cluster: pods, what they ask for, what keeps them waiting, logs (facts G8). */
export function minikubeDashboard(naming: Naming = {}): MinikubeSpec {
  return { ...named('minikube', 'Minikube Kubernetes', 'minikube', ['minikube', 'kubernetes', 'k8s']), ...naming }
}

/** PostgreSQL servers of CloudNativePG (facts G9). */
export function postgresqlDashboard(naming: Naming = {}): PostgresqlSpec {
  return { ...named('postgresql', 'PostgreSQL', 'postgresql', ['postgresql', 'database']), ...naming }
}

/** Every probed service: up, response time, uptime (facts G10). */
export function servicesDashboard(naming: Naming = {}): ServicesSpec {
  return { ...named('services', 'K8s Services Health', 'k8s-services', ['services', 'health']), ...naming }
}

/** The registry: requests, latency, storage (facts G11). */
export function zotDashboard(props: Pick<ZotSpec, 'job'>, naming: Naming = {}): ZotSpec {
  return { ...named('zot', 'Zot Container Registry', 'zot', ['zot', 'registry', 'oci']), ...props, ...naming }
}

/** Is everything well. */
export function overviewDashboard(props: Pick<OverviewSpec, 'prometheusUrl'>, naming: Naming = {}): OverviewSpec {
  return { ...named('overview', 'Is Everything Well', 'overview', ['overview', 'health']), ...props, ...naming }
}

function named<K extends DashboardKind>(kind: K, title: string, uid: string, tags: readonly string[]): Named<K> {
  return { kind, short: kind, title, uid, tags }
}
