/** A log file on a host, which the host's collector tails. */
export interface LogFile {
  readonly kind: 'log-file'
  /** Absolute. */
  readonly path: string
  readonly stream: 'stdout' | 'stderr'
  /** The label under which its lines are found, when that is not the service's name. */
  readonly label?: string
}

export function logFile(path: string, stream: 'stdout' | 'stderr' = 'stdout', label?: string): LogFile {
  return { kind: 'log-file', path, stream, ...(label === undefined ? {} : { label }) }
}
