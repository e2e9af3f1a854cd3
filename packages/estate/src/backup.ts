import { made } from './made.ts'
import type { Schedule } from './schedule.ts'
import type { Share } from './storage.ts'

/**
 * How data is kept safe. Required on everything that holds data: leaving it out does not type-check, and `none` needs
 * a reason that the documentation prints.
 */
export type Backup =
  | { readonly by: 'dump' }
  | { readonly by: 'directory'; readonly priority: 'critical' | 'high' | 'normal' }
  | { readonly by: 'none'; readonly reason: string }

/** The runs of a service that backs up the others. */
export interface BackupRuns {
  /** The name of the repository, by which its metrics are told from those of others. */
  readonly repository: string
  /** When a run begins. */
  readonly schedule: Schedule
  /** How long a run may take at most. */
  readonly longestSeconds: number
  /** The share that the repository lies on; absent where it is kept outside of the estate, or where nobody says it. */
  readonly share?: Share
  /** The name or address of the server that is asked for it over the network. */
  readonly server?: string
}

const priorities: readonly unknown[] = ['critical', 'high', 'normal']

/** Whether a value is a word on backup: types are stripped at run time. */
export function isBackup(value: unknown): value is Backup {
  if (typeof value !== 'object' || value === null || !('by' in value)) return false
  if (Object.keys(value).length !== (value.by === 'dump' ? 1 : 2)) return false
  if (value.by === 'none') return 'reason' in value && typeof value.reason === 'string' && value.reason.trim() !== ''
  if (value.by === 'directory') return 'priority' in value && priorities.includes(value.priority)
  return value.by === 'dump'
}

/**
 * What the database's own program tells of it, at one moment, goes into the backup. For databases on a PostgreSQL
 * server, and for SQLite (`sqlite`) and MariaDB (`mariadb`) on a host.
 */
export const dumped: Backup = { by: 'dump' }

/** The folder's files go into the backup. */
export function saved(priority: 'critical' | 'high' | 'normal'): Backup {
  return made({ by: 'directory', priority })
}

/** Not backed up, and why that is right. */
export function notBackedUp(reason: string): Backup {
  return made({ by: 'none', reason })
}
