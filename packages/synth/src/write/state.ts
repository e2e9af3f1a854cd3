import { join } from 'node:path'

/** The list of the files that the last run wrote, in the out folder; committed with them. */
export const MANIFEST = '.synth.json'

/** What a run keeps while it writes, in the out folder so that a rename stays on one file system. Gone afterwards. */
export const STATE = '.synth'

/** The places in the folder `STATE` of an out folder, as absolute paths. */
export interface StatePaths {
  readonly folder: string
  readonly staged: string
  readonly journal: string
  /** The journal before it is whole. */
  readonly draft: string
}

export function statePaths(out: string): StatePaths {
  const folder = join(out, STATE)
  return {
    folder,
    staged: join(folder, 'staged'),
    journal: join(folder, 'journal.json'),
    draft: join(folder, 'journal.draft'),
  }
}
