import type { Options, OwnUrl } from '@homelab/estate/model'
import type { Program } from '../program.ts'
import type { UnitSecurity } from './security.ts'

/** How a unit of systemd runs its program: of a unit of ours, and of one that a package brings. */
export interface UnitSettings extends Program {
  readonly user?: string
  /** The user's own by default. */
  readonly group?: string
  /** Groups in which it is besides. */
  readonly groups?: readonly string[]
  /** Variables that hold no secret. */
  readonly environment?: Readonly<Record<string, string | OwnUrl>>
  /** Files of `NAME=value` lines, absolute: for variables that hold secrets. */
  readonly environmentFiles?: readonly string[]
  readonly workingDirectory?: string
  /** Units that must be up first. */
  readonly after?: readonly string[]
  /** Commands that run before it, one after the other, as its user; where one fails, it is not started. */
  readonly beforeStart?: readonly (readonly [string, ...string[]])[]
  /** What it may do: `hardenedUnit()`, or systemd's own words; whatever its user may by default. */
  readonly security?: UnitSecurity
}

/** The options of every unit. */
export const ofUnitSettings: Options<UnitSettings> = {
  ...{ kind: true, reads: true, user: true, group: true, groups: true, environment: true, environmentFiles: true },
  ...{ workingDirectory: true, after: true, beforeStart: true, security: true },
}

/** The paths that a unit names, but for those of its program and of its service's data. */
export function pathsOf({
  beforeStart = [],
  workingDirectory,
  reads = [],
  environmentFiles = [],
}: UnitSettings): readonly string[] {
  return [
    ...beforeStart.map(([program]) => program),
    ...(workingDirectory === undefined ? [] : [workingDirectory]),
    // Files of variables systemd itself reads, before it keeps anything from the program.
    ...reads.flatMap(({ path }) => (environmentFiles.includes(path) ? [] : [path])),
  ]
}

/** The variables as text: own URLs have become that when the estate was resolved. */
export function variablesOf({ environment = {} }: UnitSettings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  )
}
