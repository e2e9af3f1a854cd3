import type { CaddyDirective, Caddyfile } from './caddyfile.ts'
import { commentLines, type PrintOptions } from './header.ts'
import { refuse, shown } from './refuse.ts'

/**
 * A Caddyfile as `caddy fmt` leaves it: tabs, one blank line between sites.
 *
 * @throws TypeError where a name or address would need quoting, or an argument cannot be quoted
 */
export function printCaddyfile(tree: Caddyfile, { header }: PrintOptions = {}): string {
  const { options: globals = [] } = tree
  const options = globals.length === 0 ? [] : [lines(['{', ...body(globals, 'options'), '}'])]
  const sites = tree.sites.map(site => {
    const where = site.addresses.join(', ')
    if (site.addresses.length === 0) refuse('caddyfile', 'site', 'got no address (expected one or more)')
    for (const address of site.addresses) assertWord(address, `site ${where}`)
    return lines([...comment(site.comment), `${where} {`, ...body(site.directives, where), '}'])
  })
  const head = commentText(header)
  // `caddy fmt` takes out a blank line before the options' brace.
  const first = options.length > 0 ? [head + options.join('')] : head === '' ? [] : [head]
  return [...first, ...sites].join('\n')
}

function body(directives: readonly CaddyDirective[], where: string): string[] {
  return directives.flatMap((each, index) => {
    const printed = directiveLines(each, `${where} ${each.name}`)
    const before = directives[index - 1]
    // A comment or a matcher begins a paragraph; matchers in a row stay together.
    const paragraph = each.comment !== undefined || (isMatcher(each) && !(before !== undefined && isMatcher(before)))
    return index > 0 && paragraph ? ['', ...indent(printed)] : indent(printed)
  })
}

function isMatcher(of: CaddyDirective): boolean {
  return of.name.startsWith('@')
}

function directiveLines(of: CaddyDirective, where: string): string[] {
  assertWord(of.name, where)
  const line = [of.name, ...of.args.map(arg => argument(arg, where))].join(' ')
  return of.block === undefined
    ? [...comment(of.comment), line]
    : [...comment(of.comment), `${line} {`, ...body(of.block, where), '}']
}

function comment(text: string | undefined): string[] {
  return commentText(text).split('\n').slice(0, -1)
}

function commentText(text: string | undefined): string {
  // Caddy's lexer takes a backslash for an escape even there, and then counts its lines wrong.
  if (text?.includes('\\') === true) refuse('caddyfile', 'comment', `got ${shown(text)} (expected no backslash)`, text)
  return commentLines('caddyfile', '#', text)
}

/** Only tabs before the first line of a value in quotes: what follows a line end in it belongs to the value. */
function indent(text: readonly string[]): string[] {
  return text.map(line => (line === '' ? '' : `\t${line}`))
}

function lines(text: readonly string[]): string {
  return text.map(line => `${line}\n`).join('')
}

/** What the lexer and `caddy fmt` both leave alone without quotes: no braces but placeholders, no backslash, quote, `#`. */
const WORD = /^(?:[^\s\p{Cc}"'`#{}\\<]|\{[\w.:\-/*>+[\]]+\})+$/u

function assertWord(text: string, where: string): void {
  if (!WORD.test(text) || text.includes(','))
    refuse(
      'caddyfile',
      where,
      `got ${shown(text)} (expected a word without spaces, quotes, braces, #, \\ or commas)`,
      text,
    )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAYABLE = /[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/

function argument(text: string, where: string): string {
  if (typeof text !== 'string' || UNSAYABLE.test(text) || !text.isWellFormed())
    refuse('caddyfile', where, `got ${shown(text)} (expected text without control characters)`, text)
  if (text.includes('{$'))
    refuse('caddyfile', where, `got ${shown(text)} (Caddy puts a variable of its environment there; reword it)`, text)
  if (WORD.test(text)) return text
  // Older parsers take a lone brace for a block even where it is quoted.
  if (text === '{' || text === '}') refuse('caddyfile', where, `got ${text} alone (Caddy reads a block there)`, text)
  // In double quotes only \" is an escape, so a backslash before a quote or at the end cannot be told from one.
  const sayable = !/(?<!\\)(?:\\\\)*\\(?:"|$)/.test(text)
  if (sayable && (!text.includes('"') || text.includes('`'))) return `"${text.replaceAll('"', '\\"')}"`
  if (!text.includes('`')) return `\`${text}\``
  return refuse(
    'caddyfile',
    where,
    `got ${shown(text)} (a backtick beside a backslash before a quote cannot be quoted)`,
    text,
  )
}
