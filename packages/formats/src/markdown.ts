import type { PrintOptions } from './header.ts'
import { assertOneLine, refuse, shown } from './refuse.ts'
import { printYaml } from './yaml.ts'

/**
 * A table of GitHub's Markdown. Cells are Markdown already (links, code); only what would end a cell is escaped.
 *
 * @throws TypeError where a row has another number of cells than the head, or a cell has several lines
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells, index) => {
      if (cells.length !== head.length)
        refuse('markdown', `table row ${index - 1}`, `got ${cells.length} cells (expected ${head.length})`)
      return `| ${cells.map(cell).join(' | ')} |\n`
    })
    .join('')
}

function cell(text: string): string {
  assertOneLine('markdown', 'table cell', text)
  if (text.includes('\\|'))
    refuse('markdown', 'table cell', `got ${shown(text)} (a backslash before | cannot be told)`, text)
  return text.replaceAll('|', '\\|')
}

/** The fields between two lines of `---`, for the top of a page. A header is a comment there: no reader shows it. */
export function frontMatter(fields: object, options: PrintOptions = {}): string {
  return `---\n${printYaml(fields, options)}---\n`
}

/**
 * `[[target]]`, or `[[target|label]]`; in a table the bar is escaped by `table`.
 *
 * @throws TypeError where the target or label has brackets or bars
 */
export function wikiLink(target: string, label?: string): string {
  for (const part of label === undefined ? [target] : [target, label])
    if (part === '' || /[[\]|\p{Cc}]/u.test(part))
      refuse('markdown', 'link', `got ${shown(part)} (expected text without brackets and bars)`, part)
  // What is between the brackets is Markdown and HTML to whoever reads it before the link is found.
  return label === undefined ? `[[${target}]]` : `[[${target}|${label.replace(/[\\`<&]/g, '\\$&')}]]`
}

/** The text as code within a line; backticks in it get a longer fence. */
export function code(text: string): string {
  assertOneLine('markdown', 'code', text)
  if (!/`|^ | $/.test(text)) return `\`${text}\``
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  // A space that Markdown takes off keeps backticks and outer spaces apart from the fence.
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

/** Characters by which CommonMark, GitHub's tables and Obsidian's Markdown take text for something else. */
const SPECIAL = /[\\`*_[\]<>#$~^%=&]/g

/**
 * Text as it is, with everything escaped that a reader would take for formatting.
 *
 * @throws TypeError where it has several lines
 */
export function plain(text: string): string {
  assertOneLine('markdown', 'text', text)
  return text.replace(SPECIAL, '\\$&').replace(/^([-+]|\d+[.)])(?= )/, '\\$1')
}

/**
 * One line that people wrote, where text between backticks is code and everything else is text.
 *
 * @throws TypeError where it has several lines
 */
export function prose(text: string): string {
  const parts = text.split('`')
  // An odd backtick has no partner: it is text.
  if (parts.length % 2 === 0) return plain(text)
  return parts.map((part, index) => (index % 2 === 0 ? plain(part) : code(part))).join('')
}

/** A block of code between fences that are longer than any in the text. */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${text.replace(/\n?$/, '\n')}${marks}\n`
}
