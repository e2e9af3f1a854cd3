/** What lies at a path; links are seen as links, never followed. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** Whether the owner may execute it; the one permission that git records. */
  readonly executable: boolean
  /** In bytes. */
  readonly size: number
  /** The same for two names of one file. */
  readonly id: string
}

/**
 * Every call that the writer makes to the file system, so that tests can fail or kill each of them. Paths are absolute.
 * All methods throw Node's system errors.
 */
export interface Disk {
  /** Undefined where there is nothing. */
  readonly look: (path: string) => Entry | undefined
  readonly read: (path: string) => Buffer
  /** The names in a folder, in code unit order. */
  readonly list: (folder: string) => readonly string[]
  /** The folder above must exist. */
  readonly makeFolder: (path: string) => void
  /** Throws EEXIST where something is already. */
  readonly create: (path: string, bytes: Uint8Array, executable: boolean) => void
  /** Returns when a file's content, or a folder's list of names, would survive a power loss. */
  readonly sync: (path: string) => void
  readonly rename: (from: string, to: string) => void
  readonly removeFile: (path: string) => void
  /** Throws ENOTEMPTY where it holds anything. */
  readonly removeFolder: (path: string) => void
}
