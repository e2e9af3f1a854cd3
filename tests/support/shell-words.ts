/** Words of shell commands, for tests that ask whether what a command names exists. */

export interface ShellCommand {
  readonly page: string
  /** Folder that it is run in; empty: the repository's root. */
  readonly folder: string
  readonly words: readonly string[]
}

/** The commands of a block, one a line; what is piped is two. Comments are left out. */
export function commandsOf(page: string, block: string): ShellCommand[] {
  return block
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .flatMap(line => {
      // A chain runs on when this one succeeded.
      const whole = line.replace(/ &&$/, '')
      const [, either, or] = /^\{ (.*) \|\| (.*); \}$/.exec(whole) ?? []
      if (either !== undefined && or !== undefined) return commandsOf(page, `${either}\n${or}`)
      const own = whole
      const [, folder = '', inner = own] = /^\(cd (\S+) && (.*)\)$/.exec(own) ?? []
      return pipeline(wordsOf(inner)).map(words => ({ page, folder, words }))
    })
}

/** Splits at blanks outside of quotes; quotes are taken off, and what the shell would put in stays as it is. */
export function wordsOf(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index)
    if (quote !== '') {
      if (character === quote) quote = ''
      else word = (word ?? '') + character
    } else if (character === "'" || character === '"') {
      quote = character
      word ??= ''
    } else if (character === '\\') {
      index += 1
      word = (word ?? '') + line.charAt(index)
    } else if (character === ' ') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== '') throw new Error(`an open ${quote} in: ${line}`)
  return word === undefined ? words : [...words, word]
}

function pipeline(words: readonly string[]): string[][] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word === '|') parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts
}
