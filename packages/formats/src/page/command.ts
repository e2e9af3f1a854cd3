import * as markdown from '../markdown.ts'
import type { Block } from './block.ts'

/** A word of a command: text, which is quoted where it must be, or what the shell puts in its place. */
export type Word = string | { readonly shell: string }

/** A command for a person to run. */
export interface Command {
  readonly words: readonly Word[]
  /** The folder of the repository in which it runs; the repository's root by default. */
  readonly folder?: string
  /** What reads its output. */
  readonly into?: Command
  /** Said in a comment above it, without a full stop. */
  readonly note?: string
}

export function command(...words: readonly Word[]): Command {
  return { words }
}

/** A command that somebody else worked out, for whoever types it on the machine that it is for. */
export function asTyped({ words }: Pick<Command, 'words'>): Command {
  return { words }
}

/** A command that somebody else put together, as it is. */
export function verbatim(text: string): Command {
  return { words: [{ shell: text }] }
}

/** The command with a comment above it. */
export function noted(note: string, of: Command): Command {
  return { ...of, note }
}

/** The output of one command read by another. */
export function piped(from: Command, into: Command): Command {
  return { ...from, into }
}

/** What the reader puts in, for example `VERSION`. */
export function blank(name: string): Word {
  return { shell: `"$${name}"` }
}

/** Commands as one block; a folder is entered once, instead of in a subshell, by the command that needs it. */
export function shell(...commands: readonly (Command | undefined)[]): Block {
  const lines = commands.flatMap(each => (each === undefined ? [] : commandLines(each)))
  return lines.length === 0 ? undefined : markdown.fence('sh', lines.join('\n'))
}

/** Commands without the fence of a block, for a text that has one around them. */
export function lines(...commands: readonly (Command | undefined)[]): Block {
  return commands
    .flatMap(each => (each === undefined ? [] : commandLines(each)))
    .map(line => `${line}\n`)
    .join('')
}

/** Commands as one block in which each runs only when the one before has succeeded, also where it is pasted whole. */
export function chain(...commands: readonly (Command | undefined)[]): Block {
  const present = commands.filter(each => each !== undefined)
  const lines = present.flatMap((each, index) => {
    const [last = '', ...notes] = commandLines(each).toReversed()
    return [...notes.toReversed(), index === present.length - 1 ? last : `${last} &&`]
  })
  return lines.length === 0 ? undefined : markdown.fence('sh', lines.join('\n'))
}

function commandLines(of: Command): readonly string[] {
  const text = commandText(of)
  const line = of.folder === undefined ? text : `(cd ${wordText(of.folder)} && ${text})`
  return of.note === undefined ? [line] : [`# ${of.note}`, line]
}

/** The command as the shell reads it. */
export function commandText({ words, into }: Command): string {
  const own = words.map(wordText).join(' ')
  return into === undefined ? own : `${own} | ${commandText(into)}`
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02 */
function wordText(word: Word): string {
  if (typeof word !== 'string') return word.shell
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
