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
  const declared = Object.entries(command.options)
  const argument = declared.find(([, { type }]) => type === 'argument')?.[0]
  const options = {
    help: { type: 'boolean', short: 'h' } as const,
    ...Object.fromEntries(
      declared.flatMap(([name, { type }]) => (type === 'argument' ? [] : [[name, forParser(type)]])),
    ),
  }
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) {
      const known = Object.keys(options).map(name => `--${name}`)
      throw new UsageError(`unknown option ${token.rawName}${didYouMean(token.rawName, known)}`)
    }
  }
  const extra = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : []))
  const tooMany = extra[argument === undefined ? 0 : 1]
  if (tooMany !== undefined) {
    throw new UsageError(`${command.name} takes ${argument === undefined ? 'no' : 'one'} argument, but got ${tooMany}`)
  }
  const { help, ...given } = strictly([...words], options)
  const flags = declared.map(([name, option]) => {
    if (option.type === 'argument') return [name, extra[0]] as const
    return [name, given[name] ?? (option.type === 'flag' ? false : option.default)] as const
  })
  const values = Object.fromEntries(flags)
  refuseEmpty(command, values)
  return { help: help === true, values }
}

/** A variable of a script that is not set, most of the time: an empty path would be the current folder, an empty list all or none. */
function refuseEmpty({ options }: Command, values: Parsed['values']): void {
  for (const [name, option] of Object.entries(options)) {
    if (option.type === 'flag' || values[name] !== '') continue
    const what = option.type === 'argument' ? option.value : `--${name}`
    throw new UsageError(`${what} is empty: say ${option.value}, or leave it out`)
  }
}

type ParserOptions = Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>

function forParser(type: 'flag' | 'text'): { readonly type: 'boolean' | 'string' } {
  return { type: type === 'flag' ? 'boolean' : 'string' }
}

function strictly(args: string[], options: ParserOptions): Readonly<Record<string, string | boolean | undefined>> {
  try {
    const { values } = parseArgs({ args, options, strict: true, allowPositionals: true })
    return values as Readonly<Record<string, string | boolean | undefined>>
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS') !== true || !(error instanceof Error)) throw error
    throw new UsageError(error.message.split('\n')[0] ?? error.message)
  }
}
