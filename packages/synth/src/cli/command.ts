import type { Context } from './context.ts'

/** 0 fine; 1 findings or differences; 2 wrong usage; 3 the disk, or another run, is in the way. */
export type ExitCode = 0 | 1 | 2 | 3

/** One option of a command; `--help` comes by itself. */
export type Option =
  | { readonly type: 'flag'; readonly help: string }
  | { readonly type: 'text'; readonly value: string; readonly help: string; readonly default?: string }
  /** A word without `--` before it, which may be left out; one a command. */
  | { readonly type: 'argument'; readonly value: string; readonly help: string }

export type Options = Readonly<Record<string, Option>>

/** The values that were given: flags are true or false, texts may be missing. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { readonly type: 'flag' }
    ? boolean
    : O[K] extends { readonly default: string }
      ? string
      : string | undefined
}

/** One command of the command line, without its options' types. */
export interface Command {
  readonly name: string
  /** One line for the list of commands, no full stop. */
  readonly summary: string
  /** What else is to be said in its own help. */
  readonly details: string
  readonly options: Options
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly run: (values: Readonly<Record<string, string | boolean | undefined>>, context: Context) => Promise<ExitCode>
}

/** Declares a command; `run` sees its options' own types. */
export function command<const O extends Options>(
  declared: Omit<Command, 'options' | 'run'> & {
    readonly options: O
    readonly run: (values: Values<O>, context: Context) => Promise<ExitCode>
  },
): Command {
  return { ...declared, run: (values, context) => declared.run(values as Values<O>, context) }
}

/** The command line cannot be understood, or asks for what is not there. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
