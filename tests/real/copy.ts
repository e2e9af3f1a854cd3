import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { workspaces } from '../support/modules.ts'
import { root } from '../support/sources.ts'

/** The repository with the packages that are installed, but with its own workspaces. */
export function copyRepository(copy: string): void {
  mkdirSync(copy, { recursive: true })
  const skipped = new Set(['node_modules', '.git'])
  for (const entry of readdirSync(root)) {
    if (skipped.has(entry)) continue
    cpSync(join(root, entry), join(copy, entry), { recursive: true, verbatimSymlinks: true })
  }
  const installed = join(root, 'node_modules')
  mkdirSync(join(copy, 'node_modules', '@homelab'), { recursive: true })
  for (const entry of readdirSync(installed)) {
    if (entry !== '@homelab' && entry !== '.cache')
      symlinkSync(join(installed, entry), join(copy, 'node_modules', entry))
  }
  for (const { name, folder } of workspaces()) {
    const link = join(copy, 'node_modules', name)
    if (existsSync(join(installed, name)) && !exists(link)) symlinkSync(join(copy, folder), link)
  }
}

/** Runs one of the repository's programs in a copy. */
export function inCopy(copy: string, program: string, ...words: readonly string[]): Promise<Ended> {
  return ended(copy, join(root, 'node_modules/.bin', program), words)
}

/** Runs the command line of a copy: its sources, not ours. */
export function synthInCopy(copy: string, ...words: readonly string[]): Promise<Ended> {
  return ended(copy, process.execPath, ['packages/synth/src/main.ts', ...words])
}

interface Ended {
  readonly code: number
  readonly said: string
}

async function ended(cwd: string, program: string, words: readonly string[]): Promise<Ended> {
  const { exitCode, all: said } = await execa(program, words, {
    cwd,
    all: true,
    reject: false,
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  return { code: exitCode ?? -1, said }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path) !== undefined
  } catch {
    return false
  }
}
