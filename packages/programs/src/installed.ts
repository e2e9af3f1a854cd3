import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether a program is found on PATH. */
export function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => isExecutable(join(folder, program)))
}

/** `a and b are not installed here` */
export function notInstalled(programs: readonly string[]): string {
  const names = new Intl.ListFormat('en', { type: 'conjunction' }).format(programs)
  return `${names} ${programs.length === 1 ? 'is' : 'are'} not installed here`
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
