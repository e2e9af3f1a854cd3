import type { Finding } from '@homelab/estate/model'
import type { TreeFile } from '../tree.ts'
import { sha256 } from './manifest.ts'
import type { Owned } from './ownership.ts'
import type { Found, Survey } from './survey.ts'

/** A file to be written, and why. */
export interface Write {
  readonly file: TreeFile
  readonly bytes: Buffer
  /** Of the new content. */
  readonly sha256: string
  /** `edited`: somebody changed it since the last run. `mode`: only the permission to execute it differs. */
  readonly why: 'new' | 'changed' | 'edited' | 'mode'
  /** SHA-256 of what lies there. */
  readonly before?: string
}

interface Wanted {
  readonly file: TreeFile
  readonly bytes: Buffer
  readonly hash: string
}

/**
 * Whether one wanted file is there, is to be written, or cannot be.
 *
 * A listed file that somebody edited is written over (git has its history, and `edited` says so); a file that synth
 * never wrote is taken over where its content is the wanted one, and refused where not.
 */
export function compare(
  survey: Survey,
  { file, bytes, hash }: Wanted,
  owned: Owned | undefined,
  doomed: ReadonlySet<string>,
): Write | 'same' | Finding {
  const write = { file, bytes, sha256: hash }
  const found = survey.at(file.path)
  if (isFree(survey, found, file.path, doomed)) return { ...write, why: 'new' }
  if (found.kind !== 'file') return foreign(file, found)
  const there = survey.read(file.path)
  if (there.equals(bytes)) {
    if (found.entry.executable === (file.executable === true)) return 'same'
    return { ...write, why: 'mode', before: hash }
  }
  const before = sha256(there)
  const ours = owned?.sha256s.includes(before) === true
  if (!ours && owned?.listed !== true) return foreign(file, found)
  return { ...write, why: ours ? 'changed' : 'edited', before }
}

/** Nothing is there, or what is there goes first. */
function isFree(survey: Survey, found: Found, path: string, doomed: ReadonlySet<string>): boolean {
  if (found.kind === 'folder') return survey.goesWith(path, doomed)
  if (found.kind === 'obstacle') return doomed.has(found.at)
  return found.kind === 'nothing'
}

function foreign(file: TreeFile, found: Found): Finding {
  const at = found.kind === 'obstacle' ? found.at : file.path
  const what = found.kind === 'obstacle' ? found.what : found.kind
  const [source] = file.sources
  return {
    code: 'foreign-file',
    where: { subject: at, ...(source === undefined ? {} : { file: source }) },
    problem: `a ${NAMES[what]} that synth did not write lies where ${at === file.path ? 'this file' : file.path} belongs`,
    mend: 'move it away or delete it, and run again',
  }
}

const NAMES = { file: 'file', folder: 'folder', link: 'symbolic link', other: 'special file', nothing: 'gap' }
