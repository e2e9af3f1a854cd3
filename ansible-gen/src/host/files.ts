import type { HostContent } from './content.ts'

/** Four octal digits: `0644`. */
export type Mode = `0${number}`

/** A file that the role writes. */
export interface HostFile {
  /** Absolute. */
  readonly path: string
  readonly mode: Mode
  readonly content: HostContent
  /** Belongs to root. */
  readonly root?: true
}

export function file(path: string, mode: Mode, content: HostContent): HostFile {
  return { path, mode, content }
}

/** A folder that the role makes. */
export interface Directory {
  /** Absolute. */
  readonly path: string
  readonly mode: Mode
  /** Belongs to root. */
  readonly root?: true
}

export function directory(path: string, mode: Mode = '0755'): Directory {
  return { path, mode }
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

export function required(path: string, how: string): Requirement {
  return { path, how }
}
