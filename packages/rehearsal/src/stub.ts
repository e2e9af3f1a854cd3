/** A program on the operator's machine, as its stand-in knows it. */
export interface Program {
  readonly name: string
  /** Its words, as JSON -> what it prints. */
  readonly answers: Readonly<Record<string, string>>
  /** Words that fill the file that stands where `FILE` does. */
  readonly fills: readonly (readonly string[])[]
  /** Placeholder -> value. */
  readonly placeholders: Readonly<Record<string, string>>
  /** Of a store that has one: what configures it is sent there, as the program's own `auth enable` and `write` send it. */
  readonly server?: { readonly url: string; readonly token: string }
}

/** No word of a command line holds a zero byte. */
export const FILE = '\u0000file'
