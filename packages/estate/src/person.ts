import { made } from './made.ts'
import type { Secret } from './vault.ts'

export type PersonName = string

/** Somebody who uses the estate. No address is written here: the login is a secret reference. */
export interface Person {
  readonly kind: 'person'
  readonly name: PersonName
  /** `admin` runs the estate; `member` uses its services. */
  readonly role: 'admin' | 'member'
  /** The login name at the tailnet's identity provider. */
  readonly login: Secret
}

/**
 * Somebody who logs in, or whom a policy names.
 *
 * @example person('kim', { role: 'member', login: secrets.login })
 */
export function person(name: PersonName, props: Omit<Person, 'kind' | 'name'>): Person {
  return made({ kind: 'person', name, ...props })
}
