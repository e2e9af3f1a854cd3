import type { PublicProxyTerminal } from '@homelab/estate/model'
import { quoted, type RunOptions, run } from '@homelab/programs'

/** Of a terminal: how a run ends. */
export type Stops = Pick<PublicProxyTerminal, 'stopped'>

/** What the commands start. */
export const program = { name: 'flyctl', install: 'https://fly.io/docs/flyctl/install/' } as const

const LOG_IN = 'fix that (`flyctl auth login` logs in), and run again'

/**
 * Runs flyctl for an application, and gives what it printed.
 *
 * @throws Error of the terminal, with the command and what it said, where it fails
 */
export async function flyctl(
  app: string,
  words: readonly string[],
  { stopped }: Stops,
  options?: RunOptions,
): Promise<string> {
  const { problem, stdout, command, exitCode } = await run('flyctl', [...words, '--app', app], options)
  if (problem !== undefined)
    throw stopped(`${command}: ${problem}`, exitCode === undefined ? `see ${program.install}` : LOG_IN)
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
 * @throws Error of the terminal where it printed something else
 */
export async function listed(
  app: string,
  words: readonly string[],
  field: string,
  stops: Stops,
): Promise<readonly string[]> {
  const entries = await printed(app, [...words, '--json'], stops)
  // Go prints an empty list as null.
  if (entries === null) return []
  if (!Array.isArray(entries)) throw unexpected(words, stops)
  return entries.map((entry: unknown) => {
    const fields = typeof entry === 'object' && entry !== null ? Object.entries(entry) : []
    const [, value] = fields.find(([name]) => name.toLowerCase() === field) ?? []
    if (typeof value !== 'string') throw unexpected(words, stops)
    return value
  })
}

/**
 * What a command prints in JSON; null where it prints nothing.
 *
 * @throws Error of the terminal where it is no JSON
 */
export async function printed(
  app: string,
  words: readonly string[],
  stops: Stops,
  options?: RunOptions,
): Promise<unknown> {
  const text = await flyctl(app, words, stops, options)
  try {
    return text.trim() === '' ? null : (JSON.parse(text) as unknown)
  } catch {
    throw unexpected(words, stops)
  }
}

/** The error over something that it printed. */
export function unexpected(words: readonly string[], { stopped }: Stops): Error {
  return stopped(`flyctl ${words.join(' ')} printed nothing that is known here`, 'look at what it prints')
}
