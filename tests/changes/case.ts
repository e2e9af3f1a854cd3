import type { Edit } from '../support/lab-sources.ts'

type Edits = Readonly<Record<string, string | undefined | Edit[]>>

/**
 * A change of the fixture estate, and what must be said of it; written by hand. Claims are changes as one line, `DANGER SYSTEM SUBJECT
 * KIND PATH: BEFORE → AFTER`, in which `*` stands for anything; documentation and `estate.json`, which repeat everything, are left out.
 */
export interface Case {
  /** What is otherwise in the earlier revision alone. */
  readonly before?: Edits
  /** What the later revision has otherwise. */
  readonly edits: Edits
  readonly says: readonly string[]
  /** What is one entry of several fields; without values: `DANGER SYSTEM SUBJECT KIND PATH, N fields`. */
  readonly entries?: readonly string[]
  /** Nothing but what is claimed is said. */
  readonly only?: true
  readonly silent: readonly string[]
  /** What the reason must say, by a claim. */
  readonly why?: Readonly<Record<string, RegExp>>
  /** Files that the changes must be laid to. */
  readonly causes: readonly string[]
  /** How many causes there are. */
  readonly groups?: number
}
