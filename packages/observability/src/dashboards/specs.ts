import { made } from '@homelab/estate'
/**
 * Dashboards as plain data: what a service's file says; `render.ts` draws them.
 *
 * Titles, uids and tags that name the thing itself are the defaults of facts G1. What names the estate (hosts, jobs) is
 * taken from it when the files are rendered: `observed/dashboards.ts`.
 */

/** What every dashboard is called. */
export interface Named<K extends string> {
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
export type OverviewSpec = Named<'overview'>
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

/** A dashboard with all that is needed to draw it. */
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

/** What a service's file says of a dashboard. */
export type NamedDashboard = { readonly [K in DashboardKind]: Named<K> }[DashboardKind]

const dashboards = {
  borgmatic: { title: 'Borgmatic Backups', tags: ['borgmatic', 'backup', 'borg'] },
  'docs-apm': { title: 'Docs APM', tags: ['docs', 'flyio', 'apm'] },
  flyio: { title: 'Fly.io Proxy Health', uid: 'flyio-proxy', tags: ['flyio', 'nginx', 'proxy'] },
  jellyfin: { title: 'Jellyfin Media Server', tags: ['jellyfin', 'media'] },
  loki: { title: 'Loki', tags: ['loki', 'logs'] },
  macos: { title: 'macOS', tags: ['macos', 'darwin'] },
  minikube: { title: 'Minikube Kubernetes', tags: ['minikube', 'kubernetes', 'k8s'] },
  overview: { title: 'Is Everything Well', tags: ['overview', 'health'] },
  postgresql: { title: 'PostgreSQL', tags: ['postgresql', 'database'] },
  services: { title: 'K8s Services Health', uid: 'k8s-services', tags: ['services', 'health'] },
  zot: { title: 'Zot Container Registry', tags: ['zot', 'registry', 'oci'] },
} as const satisfies Readonly<Record<DashboardKind, Pick<Named<string>, 'title' | 'tags'> & { readonly uid?: string }>>

/**
 * A dashboard of a service:
 *
 * - `borgmatic`: one repository's size, age and content (facts G2)
 * - `docs-apm`: the service's public host name: requests, errors, cache, latency, access log (facts G3)
 * - `flyio`: the public proxy over all host names (facts G4)
 * - `jellyfin`: sessions, transcoding, libraries, log (facts G5)
 * - `loki`: what the log store takes in and keeps (facts G6)
 * - `macos`: a Mac's processors, memory, disks, network, power (facts G7)
 * - `minikube`: pods, what they ask for, what keeps them waiting, logs (facts G8)
 * - `postgresql`: the servers of CloudNativePG (facts G9)
 * - `services`: every probed service: up, response time, uptime (facts G10)
 * - `zot`: the registry's requests, latency, storage (facts G11)
 * - `overview`: is everything well, a panel for each thing that can go wrong, with a link to more
 */
export function dashboard<const K extends DashboardKind>(kind: K, naming: Naming = {}): Named<K> {
  const spec: Named<K> = { kind, short: kind, uid: kind, ...dashboards[kind], ...naming }
  return made(spec)
}

/** Whether plain data is a dashboard that can be drawn. */
export function isNamedDashboard(spec: { readonly kind: string }): spec is NamedDashboard {
  return Object.hasOwn(dashboards, spec.kind)
}
