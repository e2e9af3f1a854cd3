/** What commands share that try small changes in a copy of the repository, one at a time. */
import type { ParseArgsOptionsConfig } from 'node:util'
import { Copy } from './copy.ts'

/** The options that each of them has. */
export const seededOptions = {
  help: { type: 'boolean', short: 'h' },
  seed: { type: 'string', default: '1' },
  count: { type: 'string', default: '60' },
  budget: { type: 'string', default: '1000000' },
  json: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig

/** @throws Error that says which is no whole number */
export function wholeNumbers<Name extends string>(
  values: Readonly<Record<Name, string>>,
  ...names: readonly Name[]
): Readonly<Record<Name, number>> {
  const numbers = names.map(name => {
    if (!/^\d{1,9}$/.test(values[name])) throw new Error(`--${name} is a whole number, not ${values[name]}`)
    return [name, Number(values[name])] as const
  })
  return Object.fromEntries(numbers) as Record<Name, number>
}

/**
 * Runs a command; its exit code becomes that of the process: 2 where what was typed is wrong, 3 where it throws.
 *
 * @param read what is wanted; nothing where help is; throws where it is wrong
 */
export async function runCommand<Wanted>(
  help: string,
  read: () => Wanted | undefined,
  run: (wanted: Wanted) => Promise<number>,
): Promise<void> {
  let wanted: Wanted | undefined
  try {
    wanted = read()
  } catch (error) {
    process.stderr.write(`${firstSentence(error)}; --help explains\n`)
    process.exitCode = 2
    return
  }
  if (wanted === undefined) {
    process.stdout.write(help)
    return
  }
  process.exitCode = await run(wanted).catch((error: unknown) => {
    const whole = process.env['DEBUG'] !== undefined && error instanceof Error ? error.stack : String(error)
    process.stderr.write(`${whole}\n`)
    return 3
  })
}

function firstSentence(error: unknown): string {
  return error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
}

/** Gives it a copy, which goes when it ends, or is ended. */
export async function inCopy<T>(use: (copy: Copy) => Promise<T>): Promise<T> {
  const copy = new Copy()
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => {
      copy.remove()
      process.exit(code)
    })
  try {
    return await use(copy)
  } finally {
    copy.remove()
  }
}
