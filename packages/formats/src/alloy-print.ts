import { type AlloyBlock, AlloyCall, AlloyRef, type AlloyValue } from './alloy.ts'
import { commentLines, type PrintOptions } from './header.ts'
import { assertOneLine, refuse, shown } from './refuse.ts'

/**
 * A configuration for Grafana Alloy, laid out as `alloy fmt` leaves it.
 *
 * @throws TypeError where a name or label is no identifier, or a value is none of `AlloyValue`
 */
export function printAlloy(blocks: readonly AlloyBlock[], { header }: PrintOptions = {}): string {
  const head = commentLines('alloy', '//', header)
  const body = blocks.map(each => `${lines(blockLines(each, each.name))}`).join('\n')
  return head === '' || body === '' ? head + body : `${head}\n${body}`
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/
/** What the scanner reads as a value, not as a name. */
const KEYWORDS: readonly string[] = ['true', 'false', 'null']
/** A list of short values stays on one line up to this column. */
const WIDTH = 100

function blockLines(of: AlloyBlock, where: string): string[] {
  for (const part of of.name.split('.')) assertIdentifier(part, where, 'block name')
  if (of.label !== undefined) assertIdentifier(of.label, where, 'label')
  const comment = commentLines('alloy', '//', of.comment).split('\n').slice(0, -1)
  const head = of.label === undefined ? of.name : `${of.name} "${of.label}"`
  for (const name of Object.keys(of.attributes)) assertIdentifier(name, where, 'attribute')
  const attributes = fields(Object.entries(of.attributes), where, '')
  // A blank line before each nested block, as `alloy fmt` sets it.
  const nested = of.blocks.flatMap((each, index) => [
    ...(index > 0 || attributes.length > 0 ? [''] : []),
    ...blockLines(each, `${where}.${each.name}`),
  ])
  const body = [...attributes, ...nested]
  return body.length === 0 ? [...comment, `${head} { }`] : [...comment, `${head} {`, ...indent(body), '}']
}

/**
 * `name = value` lines. The `=` of neighbours stand below each other; a value of several lines ends the run.
 */
function fields(members: readonly (readonly [string, AlloyValue])[], where: string, end: string): string[] {
  const rows = members.map(([name, value]) => ({
    name: keyText(name, where),
    value: valueLines(value, `${where}.${name}`),
  }))
  const printed: string[] = []
  let start = 0
  rows.forEach((row, index) => {
    if (row.value.length === 1 && index < rows.length - 1) return
    const run = rows.slice(start, index + 1)
    const width = Math.max(...run.map(each => [...each.name].length))
    for (const each of run) {
      const pad = ' '.repeat(width - [...each.name].length)
      printed.push(...around(`${each.name}${pad} = `, each.value, end))
    }
    start = index + 1
  })
  return printed
}

function valueLines(value: AlloyValue, where: string): string[] {
  if (value === null || typeof value === 'boolean') return [String(value)]
  if (typeof value === 'string') return [quoted(value, where)]
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse('alloy', where, `got ${value} (expected a finite number)`)
    // Alloy wraps whole numbers that 64 bits cannot hold; with an exponent they are floats.
    return [Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : JSON.stringify(value)]
  }
  if (value instanceof AlloyRef) return [value.path]
  if (value instanceof AlloyCall) return callLines(value, where)
  if (Array.isArray(value)) return listLines(value as readonly AlloyValue[], where)
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    refuse('alloy', where, `got ${shown(value)} (expected an Alloy value; leave the attribute out)`, value)
  const members = Object.entries(value)
  return members.length === 0 ? ['{}'] : ['{', ...indent(fields(members, where, ',')), '}']
}

function listLines(list: readonly AlloyValue[], where: string): string[] {
  const items = list.map((item, index) => valueLines(item, `${where}[${index}]`))
  const [only] = items
  if (only !== undefined && items.length === 1) return around('[', only, ']')
  const inline = `[${items.map(item => item.join('')).join(', ')}]`
  if (items.every(item => item.length === 1) && inline.length <= WIDTH) return [inline]
  return ['[', ...indent(items.flatMap(item => around('', item, ','))), ']']
}

function callLines(of: AlloyCall, where: string): string[] {
  const args = of.args.map((arg, index) => valueLines(arg, `${where}(${index})`))
  // An argument of several lines hangs open behind the others: `f("x", {`.
  return args
    .reduce<string[]>(
      (text, arg, index) => join(text, around(index === 0 ? '' : ', ', arg, '')),
      [`${of.callee.path}(`],
    )
    .map((line, index, all) => (index === all.length - 1 ? `${line})` : line))
}

function join(left: readonly string[], right: readonly string[]): string[] {
  const last = left.at(-1) ?? ''
  return [...left.slice(0, -1), last + (right[0] ?? ''), ...right.slice(1)]
}

/** The lines with `before` on the first and `after` on the last. */
function around(before: string, text: readonly string[], after: string): string[] {
  return join(join([before], text), [after])
}

function indent(text: readonly string[]): string[] {
  return text.map(line => (line === '' ? '' : `\t${line}`))
}

function lines(text: readonly string[]): string {
  return text.map(line => `${line}\n`).join('')
}

/** Go's scanner refuses a byte order mark; the others are escaped to be seen. */
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff]/g

/** Alloy's escapes are Go's; JSON's are among them. */
function quoted(text: string, where: string): string {
  if (!text.isWellFormed()) assertOneLine('alloy', where, text)
  return JSON.stringify(text).replace(ESCAPED, found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Alloy reads no escapes in a quoted key, and `""` as a key of two quotes. */
const QUOTABLE_KEY = /^(?:[^"\\\p{C}\p{Z}]| )+$/u

function keyText(name: string, where: string): string {
  if (IDENTIFIER.test(name) && !KEYWORDS.includes(name)) return name
  if (!QUOTABLE_KEY.test(name))
    refuse('alloy', where, `got the key ${shown(name)} (expected no quotes, backslashes or control characters)`, name)
  return `"${name}"`
}

function assertIdentifier(text: string, where: string, what: string): void {
  if (!IDENTIFIER.test(text) || KEYWORDS.includes(text))
    refuse('alloy', where, `${what} ${shown(text)} is no identifier (expected letters, digits and _)`, text)
}
