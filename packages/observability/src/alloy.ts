import { defineSlot, type EndpointUse, made, type Slot, usesOf } from '@homelab/estate/model'

/** Where Loki takes log lines. */
export const lokiPushPath = '/loki/api/v1/push'

/** Where Prometheus takes samples. */
export const remoteWritePath = '/api/v1/write'

/** Pushes log lines to the endpoint: https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs */
export interface LokiPushUse extends EndpointUse {
  readonly kind: 'loki-push'
  readonly path: string
}

export const isLokiPush = usesOf<LokiPushUse>('loki-push')

/** The endpoint is the Loki that takes the logs that this service collects. */
export function asLokiPush(): LokiPushUse {
  return made({ kind: 'loki-push', uses: 'endpoint', path: lokiPushPath })
}

/** Pushes samples to the endpoint: https://prometheus.io/docs/prometheus/latest/querying/api/#remote-write-receiver */
export interface RemoteWriteUse extends EndpointUse {
  readonly kind: 'remote-write'
  readonly path: string
}

export const isRemoteWrite = usesOf<RemoteWriteUse>('remote-write')

/** The endpoint is the Prometheus that takes the metrics that this service collects. */
export function asRemoteWrite(): RemoteWriteUse {
  return made({ kind: 'remote-write', uses: 'endpoint', path: remoteWritePath })
}

export interface ClusterAlloySettings {
  readonly probeIntervalSeconds: number
  readonly probeTimeoutSeconds: number
  /** How often the kubelets of the nodes are asked, which wants the right to get `nodes/metrics`; never by default. */
  readonly nodeScrapeIntervalSeconds?: number
  /** Lines that hold this are dropped: RE2. */
  readonly dropLines: string
  /** Fields read from log lines in JSON. */
  readonly jsonFields: readonly string[]
  /** Those of them that become labels. */
  readonly jsonLabels: readonly string[]
}

/** The slot of the configuration of a cluster's Alloy: it probes what the estate's services say of their health. */
export const clusterAlloySlot = defineSlot<ClusterAlloySettings>('cluster config.alloy')

/** Pod logs, and probes over HTTP. Its service needs endpoints `asLokiPush()` and `asRemoteWrite()`. */
export function clusterAlloy(settings: ClusterAlloySettings): Slot {
  return clusterAlloySlot.of(settings)
}

/**
 * Collectors of node_exporter that nothing here reads: the others (`cpu`, `filesystem`, `textfile`, …) are what dashboards and
 * alerts are made of. https://github.com/prometheus/node_exporter#enabled-by-default
 */
export type SpareCollector =
  | ('arp' | 'bcache' | 'bonding' | 'btrfs' | 'conntrack' | 'dmi' | 'edac' | 'entropy' | 'fibrechannel' | 'filefd')
  | ('hwmon' | 'infiniband' | 'ipvs' | 'mdadm' | 'netclass' | 'netstat' | 'nfs' | 'nfsd' | 'nvme' | 'os')
  | ('powersupplyclass' | 'pressure' | 'rapl' | 'schedstat' | 'selinux' | 'sockstat' | 'softnet' | 'tapestats')
  | ('thermal' | 'thermal_zone' | 'time' | 'timex' | 'udp_queues' | 'uname' | 'vmstat' | 'watchdog' | 'xfs' | 'zfs')

export interface HostAlloySettings {
  readonly scrapeIntervalSeconds: number
  /** Collectors of node_exporter that are off. */
  readonly disableCollectors: readonly SpareCollector[]
  /** Where collectors leave their `.prom` files, absolute. */
  readonly textfileDirectory: string
  /**
   * Groups of log files: the group's name (an identifier) -> the folder, absolute. Alloy remembers by the name how far
   * it read; files of no group are in `other_logs`.
   */
  readonly logGroups: Readonly<Record<string, string>>
}

/** The slot of the configuration of a host's Alloy: it scrapes and tails what the services of the host declare. */
export const hostAlloySlot = defineSlot<HostAlloySettings>('host config.alloy')

/** Metrics and logs of a host. Its service needs endpoints `asLokiPush()` and `asRemoteWrite()`. */
export function hostAlloy(settings: HostAlloySettings): Slot {
  return hostAlloySlot.of(settings)
}

export interface ProxyAlloySettings {
  /** nginx's access log, absolute; one JSON object a line. */
  readonly accessLog: string
  /** Label `job` of its lines. */
  readonly job: string
  /** What the metrics made of it begin with, without `_` at the end. */
  readonly metricPrefix: string
  readonly scrapeIntervalSeconds: number
  readonly lines: ProxyLines
}

/** How many lines Loki is sent; metrics count those too that are not. */
export interface ProxyLines {
  readonly perSecond: number
  /** So many more at once. */
  readonly burst: number
}

/** The slot of the configuration of a public proxy's Alloy. */
export const proxyAlloySlot = defineSlot<ProxyAlloySettings>('proxy config.alloy')

/** The access log of a proxy and metrics made of it. Its service needs endpoints `asLokiPush()` and `asRemoteWrite()`. */
export function proxyAlloy(settings: ProxyAlloySettings): Slot {
  return proxyAlloySlot.of(settings)
}
