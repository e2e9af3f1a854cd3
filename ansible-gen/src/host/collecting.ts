import { type Textfile, textfile } from '@homelab/estate'
import type { HostContent } from './content.ts'
import { scriptSlots } from './scripts.ts'

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
}

/** The file of metrics that a collector writes. */
export function writtenBy({ textfile: path, exporter, everySeconds, content }: Collecting): Textfile {
  return textfile(path, { exporter, everySeconds, ...repositoryOf(content) })
}

/** What is about a backup repository says so itself: its alerts tell repositories apart by it. */
function repositoryOf(content: HostContent): { readonly repository?: string } {
  return scriptSlots.borgmatic.is(content) ? { repository: content.settings.settings.repository.label } : {}
}
