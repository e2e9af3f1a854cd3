/** The list of the files that the last run wrote, in the out folder; committed with them. */
export const LIST = '.synth.json'

/** What a run needs while it writes, in the out folder so that a rename stays on one file system. Gone afterwards. */
export const STATE = '.synth'

/** Longest name of one file or folder on the usual file systems, in bytes. */
const MAX_NAME_BYTES = 255

/** Words of ASCII between slashes, of which none begins with a dot. */
const PLAIN = /^\w[\w.-]*(?:\/\w[\w.-]*)*$/

const OURS = new Set([STATE, LIST])

/** Why `path` can be no file of the out folder, as a clause; undefined where it can. */
export function pathProblem(path: string): string | undefined {
  // As nearly all are: nothing below is wrong with it.
  if (path.length <= MAX_NAME_BYTES && PLAIN.test(path)) return undefined
  if (path === '') return 'it is empty'
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'it is absolute'
  if (path.includes('\\')) return 'it has a backslash'
  if (/\p{Cc}/u.test(path)) return 'it has a control character'
  const parts = path.split('/')
  if (parts.includes('..')) return 'it climbs out with ..'
  if (parts.includes('') || parts.includes('.')) return 'it has an empty part or a single dot'
  if (parts.some(part => Buffer.byteLength(part) > MAX_NAME_BYTES)) return `a part is over ${MAX_NAME_BYTES} bytes`
  if (parts.some(part => fold(part) === '.git')) return 'it lies in a git folder'
  if (OURS.has(fold(parts[0] ?? ''))) return 'synth keeps its own records there'
  return undefined
}

/** Equal for two paths that a file system which ignores case (macOS) takes for one. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

/** The folders above a path, outermost first: `a/b/c` gives `a`, `a/b`. */
export function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at))
  return folders
}

/** For sorting by code units: the same in every locale. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  if (a.path === b.path) return 0
  return a.path < b.path ? -1 : 1
}
