import { present } from '@homelab/formats/present'
import { made } from './made.ts'
/** A log file on a host, which the host's collector tails. */
export interface LogFile {
  readonly kind: 'log-file'
  /** Absolute. */
  readonly path: string
  readonly stream: 'stdout' | 'stderr'
  /** The label under which its lines are found, when that is not the service's name. */
  readonly label?: string
}

/** What a program writes to its host's journal, which the host's collector reads. */
export interface JournalLog {
  readonly kind: 'journal-log'
  /** With its ending: `gitea.service`. */
  readonly unit: string
}

/**
 * What a unit of systemd writes, in the journal.
 *
 * @param unit with its ending: `gitea.service`
 * @group a part of your own
 */
export function journalLog(unit: string): JournalLog {
  return made({ kind: 'journal-log', unit })
}

/**
 * A file that a program on a host logs to.
 *
 * @param path absolute
 * @param label under which its lines are found; the service's name by default
 * @example logFile('/var/log/app.err', 'stderr')
 */
export function logFile(path: string, stream: 'stdout' | 'stderr' = 'stdout', label?: string): LogFile {
  return made({ kind: 'log-file', path, stream, ...present({ label }) })
}
