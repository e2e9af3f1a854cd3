import { quoted, type RunOptions, run } from '@homelab/programs'
import { Stopped } from '../disk/errors.ts'

const INSTALL = 'see https://fly.io/docs/flyctl/install/'
const LOG_IN = 'mend that (`flyctl auth login` logs in), and run again'

/**
 * Runs flyctl for an application, and gives what it printed.
 *
 * @throws Stopped with the command and what it said, where it fails
 */
export async function flyctl(app: string, words: readonly string[], options?: RunOptions): Promise<string> {
  const { problem, stdout, command, exitCode } = await run('flyctl', [...words, '--app', app], options)
  if (problem !== undefined) throw new Stopped(`${command}: ${problem}`, exitCode === undefined ? INSTALL : LOG_IN)
  return stdout
}

/** The command line, as a person would type it. */
export function flyctlLine(app: string, words: readonly string[]): string {
  return quoted('flyctl', ...words, '--app', app)
}

/**
 * One field of each entry of a listing in JSON. flyctl prints the fields of Go's structs, whose spelling has changed
 * before: case is ignored.
 *
 * @throws Stopped where it printed something else
 */
export async function listed(app: string, words: readonly string[], field: string): Promise<readonly string[]> {
  const text = await flyctl(app, [...words, '--json'])
  const entries: unknown = text.trim() === '' ? null : JSON.parse(text)
  // Go prints an empty list as null.
  if (entries === null) return []
  if (!Array.isArray(entries)) throw unexpected(words)
  return entries.map((entry: unknown) => {
    const fields = typeof entry === 'object' && entry !== null ? Object.entries(entry) : []
    const [, value] = fields.find(([name]) => name.toLowerCase() === field) ?? []
    if (typeof value !== 'string') throw unexpected(words)
    return value
  })
}

function unexpected(words: readonly string[]): Stopped {
  return new Stopped(`flyctl ${words.join(' ')} printed no list that is known here`, 'look at it with --json')
}
