import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { workspaces } from './modules.ts'
import { root } from './sources.ts'

/** A copy of the repository: with the packages that are installed, but with its own workspaces. */
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
    if (!['@homelab', '.cache', '.vite'].includes(entry))
      symlinkSync(join(installed, entry), join(copy, 'node_modules', entry))
  }
  for (const { name, folder } of workspaces()) {
    const link = join(copy, 'node_modules', name)
    if (existsSync(join(installed, name)) && !exists(link)) symlinkSync(join(copy, folder), link)
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path) !== undefined
  } catch {
    return false
  }
}
