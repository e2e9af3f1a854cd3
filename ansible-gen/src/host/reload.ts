import type { Finding, Options, ResolvedService } from '@homelab/estate/model'
import type { Program } from './program.ts'

/**
 * How a program that is kept running takes over files and goes on: what it refuses changes nothing.
 * docs/decisions/0049-taken-over-while-it-runs.md
 */
export interface Reload {
  /** Those of the files that it reads, absolute; a change of any other restarts it. */
  readonly files: readonly [string, ...string[]]
  /** Has the program that runs read them, as who plays the role or as root; ends with 0 when they are in force, or were before. */
  readonly command: readonly [string, ...string[]]
  /** Reads a new file, `%s`, before it takes the place of the old one. */
  readonly validate: readonly [string, ...string[]]
  /** What the command says where nothing that runs can be told, a regular expression: then the program is restarted. */
  readonly unheard: string
}

export const ofReload: Options<Reload> = { files: true, command: true, validate: true, unheard: true }

/** A program that may say how it takes over files. */
export interface Reloading extends Program {
  readonly reload?: Reload
}

/** Nobody is told what it does not read, nor one that starts anew for each run. */
export function checkReload(
  { reads = [], reload }: Reloading,
  name: string,
  kept: boolean,
  { name: subject, file }: ResolvedService,
): readonly Finding[] {
  if (reload === undefined) return []
  const path = `workload.programs ${name}.reload`
  const own = reads.map(each => each.path)
  if (!kept)
    return [
      {
        code: 'unread-option',
        where: { subject, path, file },
        problem: 'a program that is not kept running reads its files each time it starts',
        fix: 'leave it out',
      },
    ]
  return reload.files
    .filter(each => !own.includes(each))
    .map(got => ({
      code: 'unread-option',
      where: { subject, path: `${path}.files`, file },
      problem: 'it is none of the files that the program reads',
      got,
      expected: own.join(', '),
      fix: 'name one of them',
    }))
}
