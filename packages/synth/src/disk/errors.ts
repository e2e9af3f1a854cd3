/** The code of a system error (`ENOSPC`), undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Something outside the estate stopped the run: the disk, or another run. Ends it with exit code 3. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  /** What to do next, one clause in the imperative. */
  readonly fix: string

  constructor(problem: string, fix: string, options?: ErrorOptions) {
    super(problem, options)
    this.fix = fix
  }
}
