import { present } from '@homelab/formats/present'
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

/**
 * A finding of this service that the estate lives with, and why.
 *
 * @param path where in the service, as the finding gives it; none by default: the finding has none either
 * @example accept('unwatched-backup', 'a program of its own looks after it')
 */
export function accept(code: AcceptableCode, reason: string, path?: string): OwnAcceptance {
  return made({ code, reason, ...present({ path }) })
}

/**
 * The same, of something that has no file of its own: a host, a domain, the policy.
 *
 * @param subject what the finding names
 * @example acceptFor('tag:nas', 'policy-unused-tag', 'the machine joins next week')
 */
export function acceptFor(subject: string, code: AcceptableCode, reason: string, path?: string): Acceptance {
  return made({ subject, ...accept(code, reason, path) })
}
