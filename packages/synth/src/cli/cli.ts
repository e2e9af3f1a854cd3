import { didYouMean } from '@homelab/estate/nearest'
import { registry } from '../commands/registry.ts'
import { parseOptions } from './arguments.ts'
import { type Command, type ExitCode, UsageError } from './command.ts'
import type { Context } from './context.ts'
import { describeFailure } from './failure.ts'
import { printable } from './printable.ts'

/**
 * Runs the command line's words. Every error ends here: as one line, with its stack only where `debug` is set.
 *
 * @param version printed by `--version`
 */
export async function runCli(
  words: readonly string[],
  context: Context,
  { version, debug }: { readonly version: string; readonly debug: boolean },
): Promise<ExitCode> {
  try {
    return await dispatch(words, context, version)
  } catch (error) {
    const { text, code } = describeFailure(error)
    context.progress.clear()
    context.err.write(`error: ${printable(text)}\n`)
    if (debug) context.err.write(`${stackOf(error)}\n`)
    return code
  }
}

async function dispatch([name, ...words]: readonly string[], context: Context, version: string): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && words[0] === undefined)) {
    const commands = await Promise.all(Object.values(registry).map(load => load()))
    const help = (await import('./help.ts')).helpOfAll(commands)
    if (name !== undefined) context.out.write(help)
    else context.err.write(help)
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    context.out.write(`${version}\n`)
    return 0
  }
  if (name === 'help') return runCommand(await find(words[0] ?? ''), ['--help'], context)
  return runCommand(await find(name), words, context)
}

async function find(name: string): Promise<Command> {
  const load = Object.hasOwn(registry, name) ? registry[name] : undefined
  if (load !== undefined) return load()
  const what = name.startsWith('-') ? 'option' : 'command'
  throw new UsageError(`unknown ${what} ${name}${didYouMean(name, [...Object.keys(registry), '--help', '--version'])}`)
}

async function runCommand(command: Command, words: readonly string[], context: Context): Promise<ExitCode> {
  const { help, values } = parseOptions(command, words)
  if (!help) return command.run(values, context)
  context.out.write((await import('./help.ts')).helpOf(command))
  return 0
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
