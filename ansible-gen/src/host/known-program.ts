import type { Host, Part } from '@homelab/estate/model'
import { type HostPart, type Owned, programParts } from './host-part.ts'
import type { Program } from './program.ts'
import type { HostWorkload } from './workload.ts'

/** A program with the part that it is of, and what it takes up. */
export interface KnownProgram {
  readonly program: Program
  readonly part: HostPart
  readonly owns: Owned
}

/** The programs of a workload, in its order; those of which the estate registers no part are left out. */
export function knownPrograms(
  parts: readonly Part[],
  { programs = [] }: Pick<HostWorkload, 'programs'>,
  host: Host,
): readonly KnownProgram[] {
  return programs.flatMap(program => {
    const part = programParts.of(parts, program.kind)
    return part === undefined ? [] : [{ program, part, owns: part.owns(program, host) }]
  })
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
