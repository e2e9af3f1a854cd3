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
  const { comment, lines } = entry(value, '$', true)
  const head = commentLines('hujson', '//', header)
  const body = [...comment, ...lines].map(line => `${line}\n`).join('')
  return head === '' ? body : `${head}\n${body}`
}

/** hujson's own limit, in bytes, for what stands on one line. */
const WIDTH = 80

/** A value's lines, without indentation, and how long hujson thinks it is on one line. */
interface Printed {
  readonly lines: readonly string[]
  readonly length: number
}

interface Entry extends Printed {
  readonly comment: readonly string[]
}

function entry(value: Hujson, where: string, root = false): Entry {
  if (!(value instanceof HujsonNote)) return { comment: [], ...print(value, where, root) }
  if (value.value instanceof HujsonNote) refuse('hujson', where, 'got a note on a note (expected one)')
  const comment = commentLines('hujson', '//', value.comment).split('\n').slice(0, -1)
  return { comment, ...print(value.value, where, root) }
}

function print(value: Exclude<Hujson, HujsonNote>, where: string, root: boolean): Printed {
  if (value === null || typeof value === 'boolean') return literal(String(value))
  if (typeof value === 'string') return literal(text(value, where))
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse('hujson', where, `got ${value} (expected a finite number)`)
    return literal(JSON.stringify(value))
  }
  if (Array.isArray(value)) return printList(value as readonly Hujson[], where, root)
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    refuse('hujson', where, `got ${shown(value)} (expected a JSON value; leave the member out)`, value)
  return printObject(value as { readonly [key: string]: Hujson }, where, root)
}

function literal(of: string): Printed {
  return { lines: [of], length: bytes(of) }
}

function printList(list: readonly Hujson[], where: string, root: boolean): Printed {
  const items = list.map((item, index) => entry(item, `${where}[${index}]`))
  if (items.length === 0) return literal('[]')
  const length = lengthOf(items)
  const hasObjects = items.some(({ lines: [first = ''] }) => first.startsWith('{') && first !== '{}')
  if (!root && !hasObjects && length <= WIDTH && items.every(isInline))
    return { lines: [`[${items.map(item => item.lines[0]).join(', ')}]`], length }
  const body = items.flatMap(item => [...item.comment, ...around('', item.lines, ',')])
  return { lines: ['[', ...indent(body), ']'], length }
}

function printObject(object: { readonly [key: string]: Hujson }, where: string, root: boolean): Printed {
  const rows = Object.entries(object).map(([key, value]) => ({
    ...entry(value, `${where}.${key}`),
    key: text(key, where),
  }))
  if (rows.length === 0) return literal('{}')
  const length = lengthOf(rows.map(row => ({ length: bytes(row.key) + 2 + row.length })))
  if (!root && length <= WIDTH && rows.every(isInline))
    return { lines: [`{${rows.map(row => `${row.key}: ${row.lines[0]}`).join(', ')}}`], length }
  return { lines: ['{', ...indent(members(rows)), '}'], length }
}

interface Row extends Entry {
  readonly key: string
}

function members(rows: readonly Row[]): string[] {
  return runs(rows).flatMap((run, index) => {
    const width = Math.max(...run.map(row => bytes(row.key)))
    return run.flatMap(row => [
      ...(index > 0 && row.comment.length > 0 ? [''] : []),
      ...row.comment,
      ...around(`${row.key}: ${' '.repeat(width - bytes(row.key))}`, row.lines, ','),
    ])
  })
}

/** Neighbours whose values stand below each other: a comment begins a run, a value of several lines stands alone. */
function runs(rows: readonly Row[]): readonly (readonly Row[])[] {
  const found: Row[][] = []
  for (const row of rows) {
    const run = found.at(-1)
    const before = run?.at(-1)
    if (run !== undefined && before?.lines.length === 1 && isInline(row)) run.push(row)
    else found.push([row])
  }
  return found
}

/** hujson counts the brackets, and `, ` behind each member, the last one too. */
function lengthOf(items: readonly { readonly length: number }[]): number {
  return items.reduce((sum, item) => sum + item.length + 2, 2)
}

function isInline(item: Entry): boolean {
  return item.comment.length === 0 && item.lines.length === 1
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
  if (!value.isWellFormed())
    refuse('hujson', where, `got ${shown(value)} (expected text without half surrogate pairs)`, value)
  return JSON.stringify(value)
}
