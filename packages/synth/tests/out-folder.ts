import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { STATE } from '../src/paths.ts'
import type { TreeFile } from '../src/tree.ts'
import type { Disk } from '../src/write/disk.ts'
import type { Owner } from '../src/write/lock.ts'
import type { Target } from '../src/write/write.ts'
import { hastyDisk } from './faulty-disk.ts'

/** Linux's file system in memory: the crash tests make some ten thousand calls. */
const FAST = '/dev/shm'

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(join(fs.existsSync(FAST) ? FAST : tmpdir(), 'synth-test-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function file(path: string, content: string, rest: Partial<TreeFile> = {}): TreeFile {
  return { path, content, target: 'kubernetes', sources: ['apps/lab/services/one.ts'], ...rest }
}

let runs = 0

/** A run of its own: with each call another process, of which none lives unless said so. */
export function target(out: string, disk: Disk = hastyDisk, owner: Partial<Owner> = {}): Target {
  runs++
  return {
    disk,
    out,
    owner: { pid: runs, host: 'lab', token: `t${runs}`, isAlive: () => false, wait: () => {}, ...owner },
  }
}

/** Every file, link and folder of an out folder with mode and content, without what a run keeps while it writes. */
export function snapshot(out: string): Record<string, string> {
  const found: Record<string, string> = {}
  const entries = fs.readdirSync(out, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(out.length + 1)
    if (name === STATE || name.startsWith(`${STATE}/`)) continue
    const mode = (fs.lstatSync(path).mode & 0o100) === 0 ? '' : 'x '
    if (entry.isFile()) found[name] = mode + fs.readFileSync(path, 'utf8')
    else found[name] = entry.isSymbolicLink() ? `-> ${fs.readlinkSync(path)}` : '/'
  }
  return Object.fromEntries(Object.entries(found).sort())
}

export function write(folder: string, path: string, content: string): void {
  fs.mkdirSync(join(folder, path, '..'), { recursive: true })
  fs.writeFileSync(join(folder, path), content)
}
