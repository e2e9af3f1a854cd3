/** A metric as its exporter gives it. */
export interface Metric {
  /** A histogram `x` is queried as `x_bucket`, `x_sum` and `x_count`. */
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** Its own labels; those of the target (`job`, `instance`) come on top. */
  readonly labels: readonly string[]
}

/** Something that gives metrics: a program, or one collector inside a program. */
export interface Exporter {
  /** Its name and the version that the list was read from. */
  readonly title: string
  /** Where the names come from: documentation or source, never a dashboard. */
  readonly sources: readonly string[]
  /** The metrics used here and their near neighbours, not all that it gives. */
  readonly metrics: Readonly<Record<string, Metric>>
  /** Other entries of the catalogue that it serves on the same endpoint. */
  readonly includes?: readonly string[]
}

export function gauge(...labels: readonly string[]): Metric {
  return { type: 'gauge', labels }
}

export function counter(...labels: readonly string[]): Metric {
  return { type: 'counter', labels }
}

export function histogram(...labels: readonly string[]): Metric {
  return { type: 'histogram', labels }
}
