import { commentLines, type PrintOptions } from './header.ts'
import { assertOneLine, refuse, shown } from './refuse.ts'

export type IniValue = boolean | number | string
export type IniSection = Readonly<Record<string, IniValue>>

/** Keys and sections; a section's name is taken as it is, dots included (`cron.update_checker`). */
export type Ini = Readonly<Record<string, IniValue | IniSection>>

/**
 * An INI file for go-ini, the reader of Forgejo's `app.ini`: keys without a section first, then the sections in the
 * order given. A value that go-ini would cut or strip (`#`, `;`, spaces or quotes at the ends) stands in backticks,
 * which go-ini takes off. No library: `ini` escapes dots, `=` and `;` in ways that go-ini reads otherwise.
 * Format: https://ini.unknwon.io/docs/howto/work_with_values
 *
 * @throws TypeError for a key or section that needs quoting, a value of several lines or with `%(name)s`, which go-ini
 *   replaces
 */
export function printIni(tree: Ini, { header }: PrintOptions = {}): string {
  const members = Object.entries(tree)
  const top = members.flatMap(([key, value]) => (isSection(value) ? [] : [line(key, value, key)]))
  const sections = members.flatMap(([name, value]) => (isSection(value) ? [section(name, value)] : []))
  return [commentLines('ini', ';', header), top.join(''), ...sections].filter(part => part !== '').join('\n')
}

function isSection(value: IniValue | IniSection): value is IniSection {
  return typeof value === 'object' && value !== null
}

/** What can stand between the brackets without being cut or trimmed. */
const SECTION = /^[^\s[\]\p{Cc}](?:[^[\]\p{Cc}]*[^\s[\]\p{Cc}])?$/u

function section(name: string, keys: IniSection): string {
  if (!SECTION.test(name)) refuse('ini', 'section', `got ${shown(name)} (expected a name without brackets)`)
  return `[${name}]\n${Object.entries(keys)
    .map(([key, value]) => line(key, value, `[${name}] ${key}`))
    .join('')}`
}

const KEY = /^[\w.][\w.-]*$/

function line(key: string, value: IniValue, where: string): string {
  if (!KEY.test(key)) refuse('ini', where, 'the key needs quoting (expected letters, digits, _ . -)')
  return `${key} = ${valueText(value, where)}`.trimEnd().concat('\n')
}

function valueText(value: IniValue, where: string): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse('ini', where, `got ${value} (expected a finite number)`)
    return String(value)
  }
  if (typeof value !== 'string')
    refuse('ini', where, `got ${shown(value)} (expected text, a number or a boolean; leave the key out)`)
  assertOneLine('ini', where, value)
  if (/%\([^)]+\)s/.test(value)) refuse('ini', where, `got ${shown(value)} (go-ini replaces %(name)s)`)
  if (!NEEDS_QUOTES.test(value)) return value
  return value.includes('`') ? `"""${value}"""` : `\`${value}\``
}

/** Comment marks, spaces at the ends, quotes that would be stripped, a backslash that joins lines. */
const NEEDS_QUOTES = /[#;]|^\s|\s$|^[`"']|\\$/
