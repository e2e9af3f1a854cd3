import { commentLines, type PrintOptions } from './header.ts'
import { type Hujson, HujsonNote } from './hujson.ts'
import { refuse, shown } from './refuse.ts'

/**
 * HuJSON laid out as `hujsonfmt` leaves it: tabs, values of neighbours below each other, trailing commas in what takes
 * several lines. A list or object stands on one line when it holds no comment, nothing of several lines, no list of
 * objects, and fits in 80 columns; the root never does.
 *
 * @throws TypeError where JSON cannot say the value, with its path
 */
export function printHujson(value: Hujson, { header }: PrintOptions = {}): string {
  const { comment, printed } = entry(value, '$', true)
  const head = commentLines('hujson', '//', header)
  const body = [...comment, ...printed].map(line => `${line}\n`).join('')
  return head === '' ? body : `${head}\n${body}`
}

/** hujson's own limit, in bytes, for what stands on one line. */
const WIDTH = 80

interface Entry {
  readonly comment: readonly string[]
  /** The value's lines, without indentation. */
  readonly printed: readonly string[]
}

function entry(value: Hujson, where: string, root = false): Entry {
  if (!(value instanceof HujsonNote)) return { comment: [], printed: valueLines(value, where, root) }
  if (value.value instanceof HujsonNote) refuse('hujson', where, 'got a note on a note (expected one)')
  const comment = commentLines('hujson', '//', value.comment).split('\n').slice(0, -1)
  return { comment, printed: valueLines(value.value, where, root) }
}

function valueLines(value: Exclude<Hujson, HujsonNote>, where: string, root: boolean): readonly string[] {
  if (value === null || typeof value === 'boolean') return [String(value)]
  if (typeof value === 'string') return [text(value, where)]
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse('hujson', where, `got ${value} (expected a finite number)`)
    return [JSON.stringify(value)]
  }
  if (Array.isArray(value)) return listLines(value as readonly Hujson[], where, root)
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    refuse('hujson', where, `got ${shown(value)} (expected a JSON value; leave the member out)`)
  return objectLines(value as { readonly [key: string]: Hujson }, where, root)
}

function listLines(list: readonly Hujson[], where: string, root: boolean): readonly string[] {
  const items = list.map((item, index) => entry(item, `${where}[${index}]`))
  const hasObjects = items.some(item => item.printed[0]?.startsWith('{') === true && item.printed[0] !== '{}')
  if (items.length === 0) return ['[]']
  if (!root && !hasObjects && fits(items.map(item => item)))
    return [`[${items.map(item => item.printed[0]).join(', ')}]`]
  return ['[', ...indent(items.flatMap(item => [...item.comment, ...around('', item.printed, ',')])), ']']
}

function objectLines(object: { readonly [key: string]: Hujson }, where: string, root: boolean): readonly string[] {
  const rows = Object.entries(object).map(([key, value]) => {
    const of = entry(value, `${where}.${key}`)
    return { ...of, key: text(key, where) }
  })
  if (rows.length === 0) return ['{}']
  const inline = rows.map(row => ({ ...row, printed: [`${row.key}: ${row.printed[0]}`, ...row.printed.slice(1)] }))
  if (!root && fits(inline)) return [`{${inline.map(row => row.printed[0]).join(', ')}}`]

  const lines: string[] = []
  // A comment begins a run of neighbours whose values stand below each other; a value of several lines ends it.
  let run: typeof rows = []
  const flush = () => {
    const width = Math.max(0, ...run.map(row => bytes(row.key)))
    for (const row of run) {
      const pad = ' '.repeat(width - bytes(row.key))
      lines.push(...(row.comment.length > 0 && lines.length > 0 ? [''] : []), ...row.comment)
      lines.push(...around(`${row.key}: ${pad}`, row.printed, ','))
    }
    run = []
  }
  for (const row of rows) {
    if (row.comment.length > 0 || row.printed.length > 1) flush()
    run.push(row)
    if (row.printed.length > 1) flush()
  }
  flush()
  return ['{', ...indent(lines), '}']
}

/** hujson counts the brackets and `, ` behind each member. */
function fits(items: readonly Entry[]): boolean {
  if (items.some(item => item.comment.length > 0 || item.printed.length > 1)) return false
  return items.reduce((sum, item) => sum + bytes(item.printed[0] ?? '') + 2, 2) <= WIDTH
}

function around(before: string, lines: readonly string[], after: string): string[] {
  return lines.map((line, n) => `${n === 0 ? before : ''}${line}${n === lines.length - 1 ? after : ''}`)
}

function indent(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `\t${line}`))
}

function bytes(of: string): number {
  return new TextEncoder().encode(of).length
}

function text(value: string, where: string): string {
  if (!value.isWellFormed()) refuse('hujson', where, `got ${shown(value)} (expected text without half surrogate pairs)`)
  return JSON.stringify(value)
}
