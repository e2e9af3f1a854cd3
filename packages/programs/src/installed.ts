import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where Debian keeps servers and administrators' tools; an ordinary user has them not on PATH. */
const administrators = ['/usr/sbin', '/sbin']

/** Whether a program is found on PATH. */
export function isInstalled(program: string): boolean {
  return foundIn(onPath(), program) !== undefined
}

/** Absolute path of an executable: on PATH, or in the folders of administrators. */
export function findProgram(name: string): string | undefined {
  return foundIn([...onPath(), ...administrators], name)
}

/** `a and b are not installed here` */
export function notInstalled(programs: readonly string[]): string {
  const names = new Intl.ListFormat('en', { type: 'conjunction' }).format(programs)
  return `${names} ${programs.length === 1 ? 'is' : 'are'} not installed here`
}

function onPath(): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter)
}

function foundIn(folders: readonly string[], name: string): string | undefined {
  return folders.map(folder => join(folder, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
