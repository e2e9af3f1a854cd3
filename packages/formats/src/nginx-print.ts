import { commentLines, type PrintOptions } from './header.ts'
import type { NginxDirective } from './nginx.ts'
import { refuse, shown } from './refuse.ts'

/**
 * An nginx configuration: four spaces, a blank line before blocks and comments; a long line takes one argument a line.
 *
 * @throws TypeError where text carries control characters but tab and line ends
 */
export function printNginx(directives: readonly NginxDirective[], { header }: PrintOptions = {}): string {
  const head = commentLines('nginx', '#', header)
  const printed = body(directives, '').map(line => `${line}\n`)
  return [...(head === '' ? [] : [head]), printed.join('')].filter(part => part !== '').join('\n')
}

/** Columns; past it the arguments stand below each other. */
const WIDTH = 120

function body(directives: readonly NginxDirective[], where: string): string[] {
  return directives.flatMap((each, index) => {
    const paragraph =
      each.block !== undefined || each.comment !== undefined || directives[index - 1]?.block !== undefined
    const printed = directiveLines(each, `${where}${where === '' ? '' : ' '}${each.name}`)
    return index > 0 && paragraph ? ['', ...printed] : printed
  })
}

function directiveLines(of: NginxDirective, where: string): string[] {
  const words = [of.name, ...of.args].map(text => word(text, where))
  const comment = commentLines('nginx', '#', of.comment).split('\n').slice(0, -1)
  if (of.block !== undefined) return [...comment, `${words.join(' ')} {`, ...indent(body(of.block, where)), '}']
  const line = `${words.join(' ')};`
  const [name = '', first = '', ...others] = words
  return line.length <= WIDTH || others.length === 0
    ? [...comment, line]
    : [...comment, `${name} ${first}`, ...indent(others.map((each, n) => (n < others.length - 1 ? each : `${each};`)))]
}

function indent(text: readonly string[]): string[] {
  return text.map(line => (line === '' ? '' : `    ${line}`))
}

/** What the lexer ends a word at, or takes for a quote or a comment at its start. `${name}` is a variable. */
const BARE = /^(?!["'#])(?:[^\s;{}]|\$\{\w+\})+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/**
 * nginx reads `\"`, `\'`, `\\`, `\t`, `\r`, `\n` as one character and every other backslash as itself
 * (ngx_conf_read_token): a backslash is doubled only where it would be read so.
 */
function word(text: string, where: string): string {
  if (typeof text !== 'string' || UNSAYABLE.test(text) || !text.isWellFormed())
    refuse('nginx', where, `got ${shown(text)} (expected text without control characters)`, text)
  const escaped = text
    .replace(/\\(?=["'\\trn\n\r\t]|$)/g, '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  // nginx reads a word into a buffer of 4096 bytes (NGX_CONF_BUFFER) and stops at a longer one.
  if (new TextEncoder().encode(escaped).length > 4000)
    refuse('nginx', where, `got ${shown(text)} (expected at most 4000 bytes; include a file instead)`, text)
  if (BARE.test(text)) return escaped
  return text.includes('"') && !text.includes("'") ? `'${escaped}'` : `"${escaped.replaceAll('"', '\\"')}"`
}
