import fs from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { fold, foldersOf, LIST } from '../paths.ts'
import type { TreeFile } from '../tree.ts'
import { type Kind, survey } from './disk.ts'
import { type List, type Listed, printList, readList, sha256 } from './list.ts'

/** A file to be written, and why. */
interface Write {
  readonly file: TreeFile
  /** `edited`: somebody changed it since the last run. `mode`: only the permission to execute it differs. */
  readonly why: 'new' | 'changed' | 'edited' | 'mode'
}

/** The way from what lies in the out folder to what is rendered; nothing of it is done yet. */
export interface Plan {
  readonly writes: readonly Write[]
  /** Files that an earlier run wrote and that are rendered no more. */
  readonly removals: readonly Listed[]
  /** The same, and those that are gone already: the folders that this leaves empty go too. */
  readonly obsolete: readonly string[]
  readonly unchanged: readonly TreeFile[]
  /** Files that nothing renders and synth did not write. Hidden ones are left out: systems and tools strew them. */
  readonly strays: readonly string[]
  /** The list to lie there when all is done, and while it is being done: that one owns what was before as well. */
  readonly list: () => string
  readonly unfinishedList: () => string
  /** The list that lies there. */
  readonly before: Pick<List, 'text' | 'unfinished'>
  /** Why the plan cannot be carried out. */
  readonly findings: readonly Finding[]
}

/**
 * Compares the out folder with the tree, by content: whatever happened to it since the last run is seen.
 *
 * A listed file that somebody edited is written over (git has its history, and `edited` says so), but not removed. A file that
 * synth never wrote is taken over where its content is the wanted one, and refused where not.
 *
 * @param out the out folder, absolute; it need not exist
 */
export function makePlan(out: string, files: readonly TreeFile[]): Plan {
  const before = readList(out)
  const there = survey(out)
  const wanted = new Map(files.map(file => [file.path, listed(file)]))
  const obsolete = [...before.files.values()].filter(({ path }) => !wanted.has(path))
  const left = obsolete.map(each => ({ ...each, state: stateOf(out, there, each) }))
  const removals = left.filter(({ state }) => state === 'ours').map(({ state: _, ...each }) => each)
  const gone = left.filter(({ state }) => state === 'gone')
  const doomed = new Set([...removals, ...gone].map(({ path }) => path))
  const compared = files.map(file => ({ file, result: compare(out, there, file, before.files.get(file.path), doomed) }))
  const kept = left.flatMap(({ path, state, begun }) =>
    begun === true || state === 'ours' || state === 'gone' ? [] : [refused(path, state)],
  )
  return {
    writes: compared.flatMap(({ file, result }) =>
      typeof result === 'object' || result === 'same' ? [] : [{ file, why: result }],
    ),
    removals,
    obsolete: [...doomed],
    unchanged: compared.flatMap(({ file, result }) => (result === 'same' ? [file] : [])),
    strays: strays(there, new Set([LIST, ...wanted.keys(), ...doomed])),
    list: () => printList(wanted.values(), false),
    unfinishedList: () => printList(union(before.files, wanted), true),
    before,
    findings: [
      ...before.findings,
      ...kept,
      ...compared.flatMap(({ result }) => (typeof result === 'object' ? [result] : [])),
    ],
  }
}

/** Whether the out folder already is what is rendered. */
export function isDone({ writes, removals, list, before }: Plan): boolean {
  return writes.length === 0 && removals.length === 0 && list() === before.text
}

function listed(file: TreeFile): Listed {
  const { path, target, executable } = file
  return { path, target, mode: executable === true ? '0755' : '0644', sha256: [hashOf(file)] }
}

const hashes = new WeakMap<TreeFile, string>()

/** Worked out once: a run looks twice, before and under the lock. */
function hashOf(file: TreeFile): string {
  const hash = hashes.get(file) ?? sha256(file.content)
  hashes.set(file, hash)
  return hash
}

/** A power loss may leave a file that a run was writing without its content. */
const EMPTY = sha256('')

/** What a run may meet that takes over from this one: each file as it was, or as it is wanted. */
function union(before: List['files'], wanted: ReadonlyMap<string, Listed>): Iterable<Listed> {
  const both = new Map(before)
  for (const [path, file] of wanted) {
    const old = before.get(path)
    const hashes = [...(old?.sha256 ?? [EMPTY]), ...file.sha256]
    both.set(path, {
      ...file,
      sha256: [...new Set(hashes)],
      ...((old === undefined || old.begun === true) && { begun: true }),
    })
  }
  return both.values()
}

/** What lies at a path; or above it, at `at`, the first thing that is no folder. */
function find(there: ReadonlyMap<string, Kind>, path: string): { readonly at: string; readonly kind?: Kind } {
  const above = foldersOf(path).find(folder => there.get(folder) !== 'folder') ?? path
  const kind = there.get(above)
  return kind === undefined ? { at: above } : { at: above, kind }
}

/** What became of a file that is to be removed. No file can be at the path below a file, or where a folder is. */
function stateOf(
  out: string,
  there: ReadonlyMap<string, Kind>,
  { path, sha256: ours }: Listed,
): 'gone' | 'ours' | 'edited' | 'replaced' {
  const { at, kind } = find(there, path)
  if (kind === undefined || kind === 'folder' || (kind === 'file' && at !== path)) return 'gone'
  if (kind !== 'file') return 'replaced'
  return ours.includes(sha256(fs.readFileSync(join(out, path)))) ? 'ours' : 'edited'
}

function compare(
  out: string,
  there: ReadonlyMap<string, Kind>,
  file: TreeFile,
  known: Listed | undefined,
  doomed: ReadonlySet<string>,
): Write['why'] | 'same' | Finding {
  const { path, executable = false } = file
  const { at, kind } = find(there, path)
  if (kind === undefined) {
    const alias = otherCase(out, there, path)
    return alias === undefined || doomed.has(alias) ? 'new' : foreign(file, alias, 'file')
  }
  if (at !== path && doomed.has(at)) return 'new'
  if (kind === 'folder' && goesWith(there, path, doomed)) return 'new'
  if (kind !== 'file' || at !== path) return foreign(file, at, kind)
  const found = fs.readFileSync(join(out, path))
  if (found.equals(Buffer.from(file.content))) {
    return ((fs.lstatSync(join(out, path)).mode & 0o100) !== 0) === executable ? 'same' : 'mode'
  }
  if (known?.sha256.includes(sha256(found)) === true) return 'changed'
  return known === undefined || known.begun === true ? foreign(file, at, kind) : 'edited'
}

/** What has a path's place on a disk that takes two names for one where they differ only by case (macOS). */
function otherCase(out: string, there: ReadonlyMap<string, Kind>, path: string): string | undefined {
  if (!fs.existsSync(join(out, path))) return undefined
  return [...there.keys()].find(each => fold(each) === fold(path)) ?? path
}

/** Whether a folder will be gone once the files `doomed` are: all that it holds is such files, and their folders. */
function goesWith(there: ReadonlyMap<string, Kind>, folder: string, doomed: ReadonlySet<string>): boolean {
  const emptied = new Set([...doomed].flatMap(foldersOf))
  const below = [...there].filter(([path]) => path.startsWith(`${folder}/`))
  return (
    emptied.has(folder) && below.every(([path, kind]) => doomed.has(path) || (kind === 'folder' && emptied.has(path)))
  )
}

function strays(there: ReadonlyMap<string, Kind>, known: ReadonlySet<string>): string[] {
  const seen = [...there].filter(([path, kind]) => kind !== 'folder' && !known.has(path))
  return seen.flatMap(([path]) => (path.split('/').some(name => name.startsWith('.')) ? [] : [path])).sort()
}

function foreign({ path, sources: [source] }: TreeFile, at: string, kind: Kind): Finding {
  return {
    code: 'foreign-file',
    where: { subject: at, ...present({ file: source }) },
    problem: `a ${NAMES[kind]} that synth did not write lies where ${at === path ? 'this file' : path} belongs`,
    fix: 'move it away or delete it, and run again',
  }
}

const NAMES = { file: 'file', folder: 'folder', link: 'symbolic link', other: 'special file' }

/** Its text may be wanted, and a file left in a folder that a delivery reads must not go unseen. */
function refused(path: string, state: 'edited' | 'replaced'): Finding {
  const why = state === 'edited' ? 'somebody edited it since' : 'something else took its place'
  return {
    code: 'foreign-file',
    where: { subject: path },
    problem: `synth wrote this file and would remove it, but ${why}`,
    fix: 'move what you want to keep elsewhere, delete it, and run again',
  }
}
