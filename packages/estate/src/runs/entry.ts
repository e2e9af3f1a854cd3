/** `unknown` is what nobody here knows: of charts, of what stays hand-written. It never stands for nothing. */
export type Maybe<T> = T | 'unknown'

/** What all entries have. */
export interface Entry {
  /** Unique in the estate, and the same as long as the service and what is meant keep their names: `grafana/pods/grafana`. */
  readonly id: string
  /** What renders it: `deployment`, `host-service`. */
  readonly part: string
}
