import { made } from '@homelab/estate/model'
import type { HostContent } from './content.ts'

type Octal = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Four octal digits: `0644`. */
export type Mode = `0${Octal}${Octal}${Octal}`

/** Whom a file or folder belongs to. */
export interface Owner {
  readonly user: string
  /** The user's own by default. */
  readonly group?: string
}

/** A file that the role writes. */
export interface HostFile {
  /** Absolute. */
  readonly path: string
  readonly mode: Mode
  readonly content: HostContent
  /** The login of the host by default. Root hands it over to any other user, who must be there by then. */
  readonly owner?: Owner
}

/**
 * A file that the role writes. A program restarts when one that it `reads` changes, and not by its `reload`; of a service's own `files` none does that.
 *
 * @param path absolute, or below a home (`inHome`)
 * @example file('/etc/app/config.yaml', '0644', yaml({ log: 'info' }))
 */
export function file(path: string, mode: Mode, content: HostContent): HostFile {
  return made({ path, mode, content })
}

/** A folder that the role makes. */
export interface Directory {
  /** Absolute. */
  readonly path: string
  readonly mode: Mode
  /** The login of the host by default. Root hands it over to any other user, who must be there by then. */
  readonly owner?: Owner
}

/**
 * A folder that the role makes.
 *
 * @param mode permissions; 0755 by default
 */
export function directory(path: string, mode: Mode = '0755'): Directory {
  return made({ path, mode })
}

/** A program that somebody builds by hand; without it the role stops. */
export interface Requirement {
  /** Absolute. */
  readonly path: string
  /** How to get it, a sentence. */
  readonly how: string
}

/** A program that the role does not install, and that must be of a certain age; without it the role stops. */
export interface RequiredVersion {
  readonly program: string
  /** The command that prints its version. */
  readonly ask: readonly [string, ...string[]]
  readonly environment: Readonly<Record<string, string>>
  /** The oldest that will do: `2.0.3`. */
  readonly atLeast: string
  /** How to get it, a sentence. */
  readonly how: string
}

/**
 * A file that somebody puts there by hand; without it the role stops, and says how.
 *
 * @param how what to do, as a sentence
 */
export function required(path: string, how: string): Requirement {
  return made({ path, how })
}
