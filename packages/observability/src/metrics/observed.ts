import type { Part } from '@homelab/estate/model'
import type { Selector } from '../drawing/selector.ts'
import { foundBy, withIncluded } from '../exporters/catalogue.ts'
import type { BackupMetrics } from '../exporters/exporter.ts'

/** Something that is watched. Plain data, so that dashboards and alert rules need no other package. */
export interface Watched {
  /** The service or host by name: label `service` of its alerts. */
  readonly service: string
  /** As people write it: legends and summaries. */
  readonly title: string
  /** Its page's path below the documentation's address: `services/miniflux`. */
  readonly page: string
}

/** Something of a cluster. */
export interface InCluster {
  /** The cluster, where the estate has several: label `cluster` of its series, and of its alerts. */
  readonly within?: string
}

/** An endpoint whose metrics reach Prometheus, scraped or pushed. */
export interface ObservedTarget extends Watched {
  /** Picks its `up`. */
  readonly series: Selector
  /** What it gives, as the metric catalogue names it. */
  readonly exporters: readonly string[]
}

/** A probe over HTTP. */
export interface ObservedProbe extends Watched {
  readonly job: string
  /** It asks over https, so that its certificate's end is known. */
  readonly tls?: true
}

/** A backup repository. */
export interface ObservedBackup extends Watched {
  /** Picks its metrics: those of this repository alone. */
  readonly series: Selector
  /** What tells of it. */
  readonly metrics: BackupMetrics
  /** What it saves: label `source` of each. */
  readonly sources: readonly string[]
  /** Longest time between two backups that the schedule plans. */
  readonly periodSeconds: number
  /** What a backup may be late: its duration and the collector's interval. */
  readonly graceSeconds: number
}

/** A PostgreSQL cluster of CloudNativePG. */
export interface ObservedDatabase extends Watched, InCluster {
  /** The Cluster object's name; its pods are called `<cluster>-<number>`. */
  readonly cluster: string
  readonly namespace: string
  readonly instances: number
  /** Picks its own metrics; left out when nothing scrapes it. */
  readonly series?: Selector
}

/** Storage that fills, and what measures it. */
export interface ObservedVolume extends Watched {
  /** Unique in its cluster: `monitoring/data-prometheus-0`. */
  readonly name: string
  readonly measured: Measured
}

export type Measured =
  /** The kubelet measures the claim; not for `hostPath`, see the catalogue's `kubelet`. */
  | ({ readonly by: 'kubelet'; readonly namespace: string; readonly claim: string } & InCluster)
  /** The sum of the databases and the write-ahead log, against the size asked for. */
  | { readonly by: 'cnpg'; readonly series: Selector; readonly sizeBytes: number }
  /** Prometheus's own blocks, head and write-ahead log, against the size asked for. */
  | { readonly by: 'prometheus'; readonly series: Selector; readonly sizeBytes: number }
  /** The fullest disk of a cluster's nodes, on which `hostPath` claims, images and logs of pods lie. */
  | { readonly by: 'cadvisor'; readonly series: Selector }

/** A host with node_exporter. */
export interface ObservedHost extends Watched {
  readonly series: Selector
  readonly family: 'macos' | 'linux'
  /** The mount points that matter, where the rest repeats them (APFS volumes share one container); all by default. */
  readonly mountpoints?: readonly string[]
}

/** A text file that a collector writes for node_exporter. */
export interface ObservedTextfile extends Watched {
  /** Absolute path: label `file`. */
  readonly file: string
  readonly series: Selector
  readonly periodSeconds: number
}

/** An Alloy that pushes metrics or logs. */
export interface ObservedShipper extends Watched {
  readonly name: string
  /** Picks an `up` that arrives only through it. */
  readonly delivers: Selector
  /** Picks its own metrics; left out when it does not scrape itself. */
  readonly own?: Selector
}

/** Everything of an estate that dashboards and alert rules look at. Order is kept. */
export interface Observed {
  readonly targets: readonly ObservedTarget[]
  readonly probes: readonly ObservedProbe[]
  readonly backups: readonly ObservedBackup[]
  readonly databases: readonly ObservedDatabase[]
  readonly volumes: readonly ObservedVolume[]
  readonly hosts: readonly ObservedHost[]
  readonly textfiles: readonly ObservedTextfile[]
  readonly shippers: readonly ObservedShipper[]
  /** The clusters whose objects kube-state-metrics shows. */
  readonly clusters: readonly (Watched & InCluster)[]
  /** Where logs are kept. */
  readonly loki?: Watched & { readonly series: Selector }
  /** What sends alerts to people. */
  readonly alertmanager?: Watched & { readonly series: Selector }
  /** What brings secrets into clusters, each into its own. */
  readonly externalSecrets: readonly (Watched & InCluster)[]
  /** What brings objects into clusters. */
  readonly argoCds: readonly (Watched & InCluster)[]
  /** Where metrics are kept and rules run; `url` is the address of its own pages, without a slash at the end. */
  readonly prometheus?: Watched & { readonly series: Selector; readonly url?: string }
}

/** The exporters that the estate declares, with what each includes and what every Prometheus generates. */
export function declaredExporters(parts: readonly Part[], { targets, probes }: Observed): readonly string[] {
  const found = foundBy(parts, ({ by }) => by === 'scraping' || (by === 'probes' && probes.length > 0))
  return withIncluded(parts, [...found, ...targets.flatMap(({ exporters }) => exporters)])
}
