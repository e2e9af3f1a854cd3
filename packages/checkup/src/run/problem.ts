import { type Answer, down, unknown } from './answer.ts'

/** Codes that speak of this machine's network and not of the other side: https://nodejs.org/api/errors.html, getaddrinfo(3) */
const OURS: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EMFILE'])

/** A connection that failed: the other side is down, unless this machine has no network. */
export function networkProblem(error: Error & { readonly code?: string }): Answer {
  const { code, message } = error
  const text = message === '' ? (code ?? 'connection failed') : message
  return code !== undefined && OURS.has(code) ? unknown(text) : down(text)
}

/** A duration for people. */
export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`
}
