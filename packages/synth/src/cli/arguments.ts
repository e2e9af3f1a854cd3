import { parseArgs } from 'node:util'
import { didYouMean } from '@homelab/estate/nearest'
import { errorCode } from '../disk/errors.ts'
import { type Command, UsageError } from './command.ts'

export interface Parsed {
  readonly help: boolean
  readonly values: Readonly<Record<string, string | boolean | undefined>>
}

/** @throws UsageError for an unknown option, a missing value or an argument too many */
export function parseOptions(command: Command, words: readonly string[]): Parsed {
  const options = {
    help: { type: 'boolean', short: 'h' } as const,
    ...Object.fromEntries(Object.entries(command.options).map(([name, option]) => [name, forParser(option.type)])),
  }
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) {
      const known = Object.keys(options).map(name => `--${name}`)
      throw new UsageError(`unknown option ${token.rawName}${didYouMean(token.rawName, known)}`)
    }
    if (token.kind === 'positional') throw new UsageError(`${command.name} takes no argument, but got ${token.value}`)
  }
  const { help, ...given } = strictly([...words], options)
  const flags = Object.entries(command.options).map(([name, option]) => {
    return [name, given[name] ?? (option.type === 'flag' ? false : option.default)] as const
  })
  return { help: help === true, values: Object.fromEntries(flags) }
}

type ParserOptions = Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>

function forParser(type: 'flag' | 'text'): { readonly type: 'boolean' | 'string' } {
  return { type: type === 'flag' ? 'boolean' : 'string' }
}

function strictly(args: string[], options: ParserOptions): Readonly<Record<string, string | boolean | undefined>> {
  try {
    const { values } = parseArgs({ args, options, strict: true })
    return values as Readonly<Record<string, string | boolean | undefined>>
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS') !== true || !(error instanceof Error)) throw error
    throw new UsageError(error.message.split('\n')[0] ?? error.message)
  }
}
