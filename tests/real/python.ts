/**
 * One Python environment for all slow checks: the wheels of requirements.txt in a folder under node_modules/.cache,
 * installed once for each content of that file and each Python version.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { findProgram, skipped } from './tools.ts'

/** A ready environment. Run its programs by path, or put `bin` first on PATH (ansible-lint looks for ansible there). */
export interface Python {
  /** Folder of `python`, `ansible-playbook`, `yamllint`, `shellcheck`, ... */
  readonly bin: string
  /** Absolute path of one of its programs; throws when requirements.txt does not bring it. */
  program(name: string): string
}

const requirements = join(import.meta.dirname, 'requirements.txt')
const cache = join(import.meta.dirname, '../../node_modules/.cache')
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11']
const versionScript =
  'import platform, sys; print(platform.python_version(), platform.platform()); sys.exit(sys.version_info < (3, 11))'

let shared: Promise<Python | undefined> | undefined

/**
 * The environment, made when it is not there yet; `undefined` after `skipped: no python3` when this machine has no
 * Python 3.11 (ansible-core 2.19 asks for it). Throws with pip's words when the install fails: no network is no skip.
 */
export function python(): Promise<Python | undefined> {
  shared ??= make()
  return shared
}

async function make(): Promise<Python | undefined> {
  const base = await findPython()
  if (base === undefined) {
    skipped('python3')
    return undefined
  }
  const hash = createHash('sha256').update(readFileSync(requirements)).update(base.version).digest('hex').slice(0, 16)
  const folder = join(cache, `python-${hash}`)
  const ready = join(folder, '.ready')
  await whileLocked(`${folder}.lock`, async () => {
    if (existsSync(ready)) return
    rmSync(folder, { recursive: true, force: true })
    await execa(base.program, ['-m', 'venv', folder])
    await execa(join(folder, 'bin/python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      ...['--no-deps', '--only-binary', ':all:', '--requirement', requirements],
    ])
    writeFileSync(ready, '')
    removeOthers(folder)
  })
  return { bin: join(folder, 'bin'), program: name => programOf(folder, name) }
}

async function findPython(): Promise<{ program: string; version: string } | undefined> {
  for (const name of candidates) {
    const program = findProgram(name)
    if (program === undefined) continue
    const asked = await execa(program, ['-c', versionScript], { reject: false })
    if (asked.exitCode === 0) return { program, version: asked.stdout }
  }
  return undefined
}

function programOf(folder: string, name: string): string {
  const path = join(folder, 'bin', name)
  if (!existsSync(path)) throw new Error(`requirements.txt brings no program ${name} (looked for ${path})`)
  return path
}

/** Two test runs at once install only once: the lock is a file that holds the owner's process id. */
async function whileLocked(lock: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(cache, { recursive: true })
  while (!takeLock(lock)) await sleep(500)
  try {
    await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    // A lock whose owner is gone (an interrupted run) is nobody's; the next turn takes it.
    if (!ownerIsAlive(lock)) rmSync(lock, { force: true })
    return false
  }
}

function ownerIsAlive(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch {
    return false
  }
}

/** Environments of earlier requirements: half a gigabyte each, and nothing asks for them again. */
function removeOthers(folder: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if (/^python-[0-9a-f]{16}$/.test(name) && path !== folder) rmSync(path, { recursive: true, force: true })
  }
}
