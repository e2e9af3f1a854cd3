import type { Journal } from './journal.ts'
import { type Manifest, sha256 } from './manifest.ts'

/** What a run may overwrite or remove: a file that an earlier run put there. */
export interface Owned {
  readonly path: string
  readonly target: string
  /** The contents that synth gave it, as SHA-256; with any other, somebody edited it. */
  readonly sha256s: readonly string[]
  /** Listed by the manifest, not only by the journal of a run that did not end. */
  readonly listed: boolean
}

/** A power loss may leave a file of an unfinished run without its content. */
const EMPTY = sha256('')

/** Everything that the last run, and one after it that did not end, wrote or was about to write. */
export function ownership(manifest: Manifest, unfinished: Journal | undefined): Map<string, Owned> {
  const owned = new Map<string, Owned>()
  for (const { path, target, sha256 } of manifest.values())
    owned.set(path, { path, target, sha256s: [sha256], listed: true })
  for (const write of unfinished?.writes ?? []) {
    const before = owned.get(write.path)
    owned.set(write.path, {
      path: write.path,
      target: write.target,
      sha256s: [...(before?.sha256s ?? []), write.sha256, EMPTY],
      listed: before !== undefined,
    })
  }
  return owned
}
