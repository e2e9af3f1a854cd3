import { commitOf, committed, gitFolder } from '../diff/index.ts'
import type { Folders } from '../diff/revision.ts'
import { type Watched, watchFolders } from './folders.ts'
import type { Base } from './messages.ts'

const HEAD = 'HEAD'

/** What is committed: read again when something else is. */
export class CommittedBase {
  readonly #folders: Folders
  #commit: string | undefined
  #base: Base = 'nothing is committed yet: there is nothing to compare with'

  constructor(folders: Folders) {
    this.#folders = folders
  }

  get base(): Base {
    return this.#base
  }

  /** @returns whether it is another one than before */
  async read(): Promise<boolean> {
    const commit = await commitOf(HEAD, this.#folders.root)
    if (commit === undefined || commit === this.#commit) return false
    try {
      this.#base = await committed(HEAD, this.#folders)
      this.#commit = commit
    } catch (error) {
      this.#base = `what is committed can't be read: ${error instanceof Error ? error.message : String(error)}`
    }
    return true
  }

  /** Calls back when something else may be committed: git then writes into its folder. */
  async watch(changed: () => void): Promise<Watched | undefined> {
    const folder = await gitFolder(this.#folders.root)
    return folder === undefined ? undefined : watchFolders([folder], false, changed)
  }
}
