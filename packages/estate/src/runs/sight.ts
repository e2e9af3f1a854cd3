import type { Schedule } from '../schedule.ts'
import type { Asked } from './asked.ts'
import type { Entry } from './entry.ts'

/** What it tells in numbers. */
export type MetricsSource =
  | (Entry & {
      readonly from: 'endpoint'
      /** What gives the series, as the catalogue of metrics calls it. */
      readonly exporter: string
      readonly job: string
      readonly path: string
      /** The service that collects them. */
      readonly collector: string
    })
  | (Entry & {
      readonly from: 'file'
      readonly exporter: string
      /** Absolute. */
      readonly path: string
      readonly everySeconds: number
    })

interface AnyLog extends Entry {
  /** The service that collects them; none where nobody does. */
  readonly collector?: string
}

export type LogSource =
  /** Lines of pods, by the labels under which the store of logs has them. */
  | (AnyLog & { readonly from: 'pods'; readonly namespace: string; readonly app?: string })
  | (AnyLog & {
      readonly from: 'file'
      /** Absolute. */
      readonly path: string
      readonly stream: 'stdout' | 'stderr'
      readonly label: string
    })
  | (AnyLog & { readonly from: 'journal'; readonly unit: string })

export interface Scheduled extends Entry {
  readonly what: string
  readonly at: Schedule | { readonly everySeconds: number }
}

/** A step by hand that a service needs once. */
export interface ByHand extends Entry {
  readonly name: string
  /** What to do and why, one sentence. */
  readonly what: string
  /** As they are typed. */
  readonly commands: readonly string[]
  /** It begins with a template for Secrets that is rendered under its name. */
  readonly template: boolean
}

/** What is asked to see whether an entry is well. Whoever asks knows how for each kind, or the question says it itself. */
export interface Question {
  readonly id: string
  /** The entry that it is about, by id. */
  readonly about: string
  readonly kind: 'pods-ready' | 'delivered' | 'unit-runs'
  readonly asked?: Asked
}
