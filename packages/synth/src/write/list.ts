import { hash } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@homelab/estate/model'
import { Stopped } from '../disk/errors.ts'
import { byPath, LIST, pathProblem } from '../paths.ts'

/** One file of the list. */
export interface Listed {
  readonly path: string
  readonly target: string
  /** As git has it: executable by all, or by none. */
  readonly mode: '0644' | '0755'
  /** The contents that synth gave it, as SHA-256: one, but for a run that did not end. */
  readonly sha256: readonly string[]
  /** Of a run that did not end: no run before wrote it, and perhaps this one did not either. */
  readonly begun?: boolean
}

export interface List {
  readonly files: ReadonlyMap<string, Listed>
  /** A run was interrupted, or is at work: of each file there may be what was before, or what it wants. */
  readonly unfinished: boolean
  /** As it lies there; empty where there is none. */
  readonly text: string
  /** Why it lists nothing. */
  readonly findings: readonly Finding[]
}

const COMMENT = 'The files that synth wrote here. It removes these and no others; do not edit.'
const UNFINISHED = 'A run was interrupted, or is at work: files may be as before it, or new. The next run ends it.'

/** One line a file, so that git merges two runs' lists line by line. */
export function printList(files: Iterable<Listed>, unfinished: boolean): string {
  const lines = [...files].sort(byPath).map(({ path, target, mode, sha256, begun }) => {
    const entry = { target, mode, sha256: sha256.length === 1 ? sha256[0] : sha256, begun }
    return `    ${JSON.stringify(path)}: ${JSON.stringify(entry)}`
  })
  const state = unfinished ? `  "unfinished": ${JSON.stringify(UNFINISHED)},\n` : ''
  const all = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`
  return `{\n  "comment": ${JSON.stringify(COMMENT)},\n${state}  "files": ${all}\n}\n`
}

/** Reads the out folder's list; one that cannot be read is a finding, and lists nothing. */
export function readList(out: string): List {
  const path = join(out, LIST)
  const stats = fs.existsSync(out) ? fs.lstatSync(path, { throwIfNoEntry: false }) : undefined
  const nothing = { files: new Map<string, Listed>(), unfinished: false, text: '', findings: [] }
  if (stats === undefined) return nothing
  if (!stats.isFile()) return { ...nothing, findings: [broken('it is no file')] }
  const text = fs.readFileSync(path, 'utf8')
  try {
    return { ...parseList(text), text, findings: [] }
  } catch (error) {
    return { ...nothing, text, findings: [broken(error instanceof Error ? error.message : String(error))] }
  }
}

/** @throws Stopped where the files of the out folder are no whole: what reads them would take two states for one */
export function demandWhole(out: string, shown = out): void {
  if (readList(out).unfinished) throw new Stopped(halfWritten(shown), toEnd(shown))
}

export function halfWritten(shown: string): string {
  return `${shown}/ is half-written: a run of synth was interrupted, or is at work`
}

/** What to do about it. */
export function toEnd(shown: string): string {
  return `\`mise run synth\` ends it, \`git restore ${shown}\` goes back`
}

/** In hexadecimal. */
export function sha256(content: Uint8Array | string): string {
  return hash('sha256', content)
}

function parseList(text: string): Pick<List, 'files' | 'unfinished'> {
  const { files, unfinished } = record(JSON.parse(text))
  const entries = Object.entries(record(files)).map(([path, value]): [string, Listed] => {
    const { target, mode, sha256, begun } = record(value)
    const hashes: unknown[] = [sha256].flat()
    const problem = pathProblem(path)
    if (problem !== undefined) throw new Error(`it lists ${JSON.stringify(path)}: ${problem}`)
    if (typeof target !== 'string' || hashes.length === 0 || !hashes.every(each => typeof each === 'string'))
      throw new Error(`it says too little of ${JSON.stringify(path)}`)
    const listed = { path, target, mode: mode === '0755' ? mode : '0644', sha256: hashes } as const
    return [path, begun === true ? { ...listed, begun } : listed]
  })
  return { files: new Map(entries), unfinished: unfinished !== undefined }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new Error('it is no table of files')
}

function broken(problem: string): Finding {
  return {
    code: 'broken-manifest',
    where: { subject: LIST },
    problem: `the list of the files that synth wrote cannot be read: ${problem}`,
    fix: 'take one side of a merge whole (git checkout --ours or --theirs), or restore it from git, and run again',
  }
}
