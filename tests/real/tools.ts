/** The programs that slow checks ask for: found on PATH or, when missing, said aloud; a check never passes silently. */
import { findProgram } from '@homelab/programs'

export { findProgram } from '@homelab/programs'

const said = new Set<string>()

/** Prints `skipped: no <what>` once a process, and returns that line for `context.skip(note)`. */
export function skipped(what: string): string {
  const note = `skipped: no ${what}`
  if (!said.has(what)) process.stderr.write(`${note}\n`)
  said.add(what)
  return note
}

/** The same for what a check cannot do without: undefined after `skipped: no <name>`. */
export function neededProgram(name: string): string | undefined {
  const found = findProgram(name)
  if (found === undefined) skipped(name)
  return found
}
