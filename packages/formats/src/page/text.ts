import * as markdown from '../markdown.ts'

/**
 * What people wrote, for a page. Types are stripped at run time, so a text may be missing or have several lines: the page
 * shows what there is, and the checks say what is wrong.
 */
function oneLine(text: string): string {
  if (!ODD.test(text ?? '\n')) return text
  return (text ?? '').replace(/\s+/g, ' ').replace(UNSEEN, '\ufffd').trim()
}

const ODD = /[^\S ]|\s\s|^ | $|[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** Control characters, and those that turn the direction of text. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Text as it is. */
export function plain(text: string): string {
  return markdown.plain(oneLine(text))
}

/** Text in which what stands between backticks is code. */
export function prose(text: string): string {
  return markdown.prose(oneLine(text))
}

/** A clause, in which code may stand, as a sentence. */
export function sentence(clause: string): string {
  const text = prose(clause)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** A name, path or value. */
export function code(text: string): string {
  return markdown.code(oneLine(text))
}

/** What stands in a box of a picture. */
export function label(text: string): string {
  return oneLine(text)
}

/** `a, b and c`. */
export function enumeration(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(word => word !== '').join(' and ')
}

/** Text between tags of HTML. */
export function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
