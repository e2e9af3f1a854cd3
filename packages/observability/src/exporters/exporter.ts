import { type Cluster, contract, type Host, type Part } from '@homelab/estate/model'

/** A metric as its exporter gives it. */
export interface Metric {
  /** A histogram `x` is queried as `x_bucket`, `x_sum` and `x_count`. */
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** Its own labels; those of the target (`job`, `instance`) come on top. */
  readonly labels: readonly string[]
}

/** Something that gives metrics: a program, or one collector inside a program. Dashboards and alerts read no other's. */
export interface Exporter {
  /** As services name it: `metrics: { exporter: 'loki' }`, or what a collector's text file holds. */
  readonly kind: string
  /** Its name and the version that the list was read from. */
  readonly title: string
  /** Where the names come from: documentation or source, never a dashboard. */
  readonly sources: readonly string[]
  /** The metrics used here and their near neighbours, not all that it gives. */
  readonly metrics: Readonly<Record<string, Metric>>
  /** Other exporters that it serves on the same endpoint. */
  readonly includes?: readonly string[]
  /** Where it tells how backups are: the metrics by which alerts and the overview ask. */
  readonly backups?: BackupMetrics
  /** How it is found where no service names it. */
  readonly found?: Found
}

/** What backups are asked by, whatever tool makes them. Every metric has the label `repository`. */
export interface BackupMetrics {
  /** 1 while the repository can be read. */
  readonly readable: string
  /** When the newest backup was begun, in Unix seconds; 0 where that is unknown. */
  readonly newest: string
  /** How many backups the repository holds. */
  readonly count: string
  /** Files and bytes of what the newest backup has of each `source`. */
  readonly sourceFiles: string
  readonly sourceBytes: string
  /** By `action`: 1 where its last run went well, and when that ended; 0 where it never ran. */
  readonly lastRunGood: string
  readonly lastRun: string
  /** The `action` that makes a backup. */
  readonly makes: string
}

/** Who brings metrics that no service declares. */
export type Found =
  /** The collector of every host of such a platform. */
  | { readonly by: 'host'; readonly platforms: readonly Host['platform'][] }
  /** A cluster's collector, where it asks the nodes; claims only where the cluster measures them. */
  | { readonly by: 'nodes'; readonly job: 'cadvisor' | 'kubelet' }
  /** A proxy's collector, which counts the lines of its access log under this prefix: its setting `metricPrefix`. */
  | { readonly by: 'access-log'; readonly prefix: string }
  /** Whoever probes over HTTP. */
  | { readonly by: 'probes' }
  /** Whoever scrapes, for each target; and rules. */
  | { readonly by: 'scraping' }

/** An exporter as an estate registers it. */
export interface ExporterPart extends Part, Exporter {
  readonly contract: 'exporter'
}

/** Asked by whoever reads metrics: collectors, dashboards, alerts. */
export const exporterParts = contract<ExporterPart>('exporter')

/**
 * An exporter: a list of metrics that dashboards and alerts may read.
 *
 * @example exporterPart({ kind: 'mail', title: 'Mail 1.0', sources: ['https://…'], metrics: { mail_queue: gauge('host') } })
 */
export function exporterPart(props: Exporter): ExporterPart {
  return { contract: 'exporter', kinds: [props.kind], ...props }
}

/**
 * A value that goes up and down.
 *
 * @param labels by which its series differ
 * @group a part of your own
 */
export function gauge(...labels: readonly string[]): Metric {
  return { type: 'gauge', labels }
}

/**
 * A value that only grows, until its program restarts.
 *
 * @param labels by which its series differ
 * @group a part of your own
 */
export function counter(...labels: readonly string[]): Metric {
  return { type: 'counter', labels }
}

/**
 * Counts by upper bound.
 *
 * @param labels by which its series differ, besides `le`
 * @group a part of your own
 */
export function histogram(...labels: readonly string[]): Metric {
  return { type: 'histogram', labels }
}

/** Those that the collector of a host brings. */
export function onHost({ platform }: Host): (found: Found) => boolean {
  return found => found.by === 'host' && found.platforms.includes(platform)
}

/** Those that the collector of a cluster brings of its nodes. */
export function onNodes(job: 'cadvisor' | 'kubelet', { measuresClaims }: Cluster): (found: Found) => boolean {
  return found => found.by === 'nodes' && found.job === job && (job === 'cadvisor' || measuresClaims === true)
}
