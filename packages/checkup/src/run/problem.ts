import { type Answer, down, unknown } from './answer.ts'

/** Codes that speak of this machine's network and not of the other side: https://nodejs.org/api/errors.html#common-system-errors */
const OURS: ReadonlySet<string> = new Set(['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EMFILE'])

/** A connection that failed: the other side is down, unless this machine has no network. */
export function networkProblem(error: Error): Answer {
  const code = codeOf(error)
  const text = error.message === '' ? (code ?? 'connection failed') : error.message
  return code !== undefined && OURS.has(code) ? unknown(text) : down(text)
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

/** A duration for people. */
export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`
}
