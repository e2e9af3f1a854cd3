import { refuse, shown } from './refuse.ts'

/** A word that a POSIX shell reads as this very text. Throws on control characters other than tab and line feed. */
export function shellQuote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text))
    refuse('shell', 'a word', `got ${shown(text)} (expected no control characters)`, text)
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** `readonly NAME='value'`. Throws when the name is not upper case, digits and underscores. */
export function shellAssignment(name: string, value: string | number): string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw new Error(`not a name for a shell constant: ${name}`)
  return `readonly ${name}=${shellQuote(String(value))}`
}
