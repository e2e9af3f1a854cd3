import { type Textfile, textfile } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { HostContent } from './content.ts'

/** A textfile collector, whatever runs it: a script that writes a file of metrics now and then. */
export interface Collecting {
  /** Absolute. */
  readonly script: string
  /** The file of metrics that it writes, absolute. */
  readonly textfile: string
  /** What is in it, as the metric catalogue calls it. */
  readonly exporter: string
  readonly content: HostContent
  readonly everySeconds: number
  /** The backup repository that all of it is about, by name: alerts tell repositories apart by it. */
  readonly repository?: string
}

/** The file of metrics that a collector writes. */
export function writtenBy({ textfile: path, exporter, everySeconds, repository }: Collecting): Textfile {
  return textfile(path, { exporter, everySeconds, ...present({ repository }) })
}
