import type { AcceptableCode } from './findings.ts'
import { made } from './made.ts'

/** A finding that the estate lives with: for one place, with a reason that every run shows. */
export interface Acceptance {
  readonly code: AcceptableCode
  /** The finding's subject: a service, host, tag… */
  readonly subject: string
  /** The finding's path inside the subject; absent: the finding must have none. */
  readonly path?: string
  readonly reason: string
}

/** Accepts one finding of a service in that service's own file; `accept` in the estate is for other subjects. */
export interface OwnAcceptance {
  readonly code: AcceptableCode
  readonly path?: string
  readonly reason: string
}

export function accept(code: AcceptableCode, reason: string, path?: string): OwnAcceptance {
  return made({ code, reason, ...(path === undefined ? {} : { path }) })
}

export function acceptFor(subject: string, code: AcceptableCode, reason: string, path?: string): Acceptance {
  return made({ subject, ...accept(code, reason, path) })
}
