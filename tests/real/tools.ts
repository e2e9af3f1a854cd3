/** The programs that slow checks ask for: found on PATH or, when missing, said aloud; a check never passes silently. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const said = new Set<string>()

/** Prints `skipped: no <what>` once a process, and returns that line for `context.skip(note)`. */
export function skipped(what: string): string {
  const note = `skipped: no ${what}`
  if (!said.has(what)) process.stderr.write(`${note}\n`)
  said.add(what)
  return note
}

/** Absolute path of an executable: on PATH, or in the folders where Debian keeps servers and administrators' tools. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map(folder => join(folder, name)).find(isExecutable)
}

/** The same for what a check cannot do without: undefined after `skipped: no <name>`. */
export function neededProgram(name: string): string | undefined {
  const found = findProgram(name)
  if (found === undefined) skipped(name)
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
