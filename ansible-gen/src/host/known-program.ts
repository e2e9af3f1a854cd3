import type { Host, Part, ResolvedRoute } from '@homelab/estate/model'
import { type HostPart, type Owned, programParts } from './host-part.ts'
import type { Program } from './program.ts'
import type { HostWorkload } from './workload.ts'

/** A program with the part that it is of, and what it takes up. */
export interface KnownProgram {
  readonly program: Program
  readonly part: HostPart
  readonly owns: Owned
}

/**
 * The programs of a workload, in its order, and then those that follow from the routes of its service; those of which the estate
 * registers no part are left out.
 */
export function knownPrograms(
  parts: readonly Part[],
  { programs = [] }: Pick<HostWorkload, 'programs'>,
  host: Host,
  routes: readonly ResolvedRoute[],
): readonly KnownProgram[] {
  const stated = programs.flatMap(program => known(programParts.of(parts, program.kind), program, host))
  const followed = programParts
    .all(parts)
    .flatMap(part => (part.follows?.(routes, host, stated) ?? []).flatMap(program => known(part, program, host)))
  return [...stated, ...followed]
}

function known(part: HostPart | undefined, program: Program, host: Host): readonly KnownProgram[] {
  return part === undefined ? [] : [{ program, part, owns: part.owns(program, host) }]
}

/** The same by part, in the order in which the estate registers them. */
export function byPart(
  parts: readonly Part[],
  programs: readonly KnownProgram[],
): readonly (readonly [HostPart, readonly Program[]])[] {
  return programParts
    .all(parts)
    .map(part => [part, programs.filter(known => known.part === part).map(({ program }) => program)] as const)
}
