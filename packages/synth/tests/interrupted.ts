import fs from 'node:fs'
import { join } from 'node:path'
import { writeTree } from '../src/write/write.ts'
import { type Fault, FaultyDisk } from './faulty-disk.ts'
import { file, snapshot, target, write } from './out-folder.ts'

/** Between the two: a file changed, gone, new, alone in its folder; a mode; a file that becomes a folder and back. */
export const OLD = [
  file('a/changed.yaml', 'old\n'),
  file('a/gone.yaml', 'gone\n'),
  file('alone/below/gone.yaml', 'gone\n'),
  file('becomes-file/x.yaml', 'x\n'),
  file('becomes-folder', 'x\n'),
  file('keep.yaml', 'keep\n'),
  file('script', 'run\n'),
]
export const NEW = [
  file('a/changed.yaml', 'new\n'),
  file('becomes-file', 'y\n'),
  file('becomes-folder/y.yaml', 'y\n'),
  file('keep.yaml', 'keep\n'),
  file('new/below/new.yaml', 'new\n'),
  file('script', 'run\n', { executable: true }),
]
export const THIRD = [file('a/changed.yaml', 'third\n'), file('becomes-folder', 'z\n'), file('new/below', 'z\n')]

/** Puts an out folder as a run before left it, beside somebody's own files. */
export function prepare(out: string, files = OLD): string {
  fs.rmSync(out, { recursive: true, force: true })
  write(out, 'notes.txt', 'mine\n')
  write(out, 'a/mine.yaml', 'mine\n')
  writeTree(target(out), files)
  return out
}

export function stateOf(files: typeof OLD, folder: string): Record<string, string> {
  return snapshot(prepare(join(folder, 'expected'), files))
}

/** Runs from OLD to NEW into the fault, and gives what it met. */
export function run(out: string, at: number, fault: Fault): { disk: FaultyDisk; error: unknown } {
  const disk = new FaultyDisk(at, fault)
  let error: unknown
  try {
    writeTree(target(out, disk.disk), NEW)
  } catch (thrown) {
    error = thrown
  }
  return { disk, error }
}

/** The changes of a whole run; read here, so that a later one can't be left out. */
export function changesOfRun(folder: string): readonly string[] {
  return run(prepare(join(folder, 'count')), Number.POSITIVE_INFINITY, { kind: 'error', code: 'EIO' }).disk.log
}
