import { commentLines, type PrintOptions } from './header.ts'
import { assertOneLine, refuse, shown } from './refuse.ts'

export type IniValue = boolean | number | string
export type IniSection = Readonly<Record<string, IniValue>>

/** Keys and sections; a section's name is taken as it is, dots included (`cron.update_checker`). */
export type Ini = Readonly<Record<string, IniValue | IniSection>>

/**
 * Who reads the file: INI has no standard.
 * - `go-ini`: Forgejo's `app.ini` (https://ini.unknwon.io/docs/howto/work_with_values)
 * - `configparser`: Python's, as fail2ban sets it up: `;` behind a space begins a comment, a value may have several
 *   lines, `%(name)s` is replaced
 */
export type IniReader = 'configparser' | 'go-ini'

export interface IniOptions extends PrintOptions {
  /** Default `go-ini`. */
  readonly reader?: IniReader
}

/**
 * An INI file: keys without a section first, then the sections in the order given. For go-ini a value that it would
 * cut or strip (`#`, `;`, spaces or quotes at the ends) stands in backticks, which go-ini takes off. No library: `ini`
 * escapes dots, `=` and `;` in ways that both readers take literally.
 *
 * @throws TypeError for a key or section that needs quoting, and for a value that the reader would change
 */
export function printIni(tree: Ini, { header, reader = 'go-ini' }: IniOptions = {}): string {
  const members = Object.entries(tree)
  const top = members.flatMap(([key, value]) => (isSection(value) ? [] : [line(key, value, key, reader)]))
  if (reader === 'configparser' && top.length > 0)
    refuse('ini', 'top', 'configparser reads no keys without a section; put them in one')
  const sections = members.flatMap(([name, value]) => (isSection(value) ? [section(name, value, reader)] : []))
  return [commentLines('ini', ';', header), top.join(''), ...sections].filter(part => part !== '').join('\n')
}

function isSection(value: IniValue | IniSection): value is IniSection {
  return typeof value === 'object' && value !== null
}

/** What can stand between the brackets without being cut or trimmed. */
const SECTION = /^[^\s[\]\p{Cc}](?:[^[\]\p{Cc}]*[^\s[\]\p{Cc}])?$/u

function section(name: string, keys: IniSection, reader: IniReader): string {
  if (!SECTION.test(name) || /\s;/.test(name))
    refuse('ini', 'section', `got ${shown(name)} (expected a name without brackets, and no ; behind a space)`, name)
  const lines = Object.entries(keys).map(([key, value]) => line(key, value, `[${name}] ${key}`, reader))
  return `[${name}]\n${lines.join('')}`
}

const KEY = /^[\w.][\w.-]*$/

function line(key: string, value: IniValue, where: string, reader: IniReader): string {
  if (!KEY.test(key)) refuse('ini', where, 'the key needs quoting (expected letters, digits, _ . -)')
  return `${key} = ${valueText(value, where, reader)}`.trimEnd().concat('\n')
}

function valueText(value: IniValue, where: string, reader: IniReader): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse('ini', where, `got ${value} (expected a finite number)`)
    return String(value)
  }
  if (typeof value !== 'string')
    refuse('ini', where, `got ${shown(value)} (expected text, a number or a boolean; leave the key out)`, value)
  return reader === 'go-ini' ? goIniText(value, where) : configparserText(value, where)
}

/** Comment marks, spaces at the ends, quotes that would be stripped, a backslash that joins lines. */
const NEEDS_QUOTES = /[#;]|^\s|\s$|^[`"']|\\$/

function goIniText(value: string, where: string): string {
  assertOneLine('ini', where, value)
  if (/%\([^)]+\)s/.test(value)) refuse('ini', where, `got ${shown(value)} (go-ini replaces %(name)s)`, value)
  if (!NEEDS_QUOTES.test(value)) return value
  return value.includes('`') ? `"""${value}"""` : `\`${value}\``
}

function configparserText(value: string, where: string): string {
  const lines = value.split('\n')
  for (const each of lines) {
    assertOneLine('ini', where, each)
    const cut = each !== each.trim() || /^[#;]|\s;/.test(each) || (each === '' && lines.length > 1)
    if (cut) refuse('ini', where, `got ${shown(each)} (configparser would cut it)`, each)
  }
  return lines.join('\n    ')
}
