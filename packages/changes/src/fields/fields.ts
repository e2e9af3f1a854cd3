import { isEmpty, isJsonObject, type Json, type JsonObject, same } from './json.ts'
import type { Path } from './path.ts'

/** One field that is not what it was. Absent on a side: it is not there. */
export interface FieldDifference {
  readonly path: Path
  readonly ran?: Json
  readonly rendered?: Json
  /** The member of a list or a map that came or went, and this field with it. */
  readonly element?: Path
  /** The values are the same, in another order or another print. */
  readonly only?: 'order' | 'print'
}

/** What is known of a format. */
export interface Reading {
  /** By what the members of a list at a path may be told apart, the best first. */
  readonly keys: (path: Path) => readonly string[]
  /** What a text at a path means, where that is known. */
  readonly inside?: (path: Path, text: string) => Json | undefined
  /** Whether null, `{}` and `[]` say the same as no field at all. */
  readonly isAbsent?: (path: Path, ran: Json | undefined, rendered: Json | undefined) => boolean
}

/** Every field of which the two values say different things, down to the last. */
export function fieldDifferences(
  reading: Reading,
  ran: Json | undefined,
  rendered: Json | undefined,
  path: Path = [],
): readonly FieldDifference[] {
  if (same(ran, rendered) || reading.isAbsent?.(path, ran, rendered) === true) return []
  const lenient = reading.isAbsent !== undefined
  if (isJsonObject(ran) || isJsonObject(rendered)) {
    const [a, b] = [inside(ran, lenient), inside(rendered, lenient)]
    if (a !== undefined && b !== undefined && (lenient || (ran !== undefined && rendered !== undefined)))
      return ofObjects(reading, a, b, path)
  }
  const key = itemKey(reading, path, ran, rendered)
  if (key !== undefined) return ofLists(reading, key, items(ran), items(rendered), path)
  if (typeof ran === 'string' && typeof rendered === 'string') return ofTexts(reading, ran, rendered, path)
  return [{ path, ...given('ran', ran), ...given('rendered', rendered) }]
}

/** What there is to compare with: an empty object where the other side has nothing. */
function inside(value: Json | undefined, lenient: boolean): JsonObject | undefined {
  if (isJsonObject(value)) return value
  return lenient && (value === undefined || value === null) ? {} : undefined
}

function ofObjects(reading: Reading, ran: JsonObject, rendered: JsonObject, path: Path): readonly FieldDifference[] {
  if (isEmpty(ran) && isEmpty(rendered)) return [{ path, rendered }]
  const fields = [...new Set([...Object.keys(ran), ...Object.keys(rendered)])].sort()
  return fields.flatMap(field => {
    const [a, b, below] = [ran[field], rendered[field], [...path, field]]
    const found = fieldDifferences(reading, a, b, below)
    return isWhole(a, b) ? found.map(each => ({ ...each, element: below })) : found
  })
}

function ofLists(
  reading: Reading,
  key: string,
  ran: readonly JsonObject[],
  rendered: readonly JsonObject[],
  path: Path,
): readonly FieldDifference[] {
  const [before, after] = [ran, rendered].map(list => new Map(list.map(item => [String(keyOf(item, key)), item])))
  if (before === undefined || after === undefined) return []
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const common = [...before.keys()].filter(name => after.has(name))
  const moved = !same(
    common,
    [...after.keys()].filter(name => before.has(name)),
  )
  return [
    ...(moved
      ? [{ path, ran: [...before.keys()], rendered: [...after.keys()], only: 'order' } satisfies FieldDifference]
      : []),
    ...names.flatMap(name => ofItems(reading, before.get(name), after.get(name), key, [...path, `[${name}]`])),
  ]
}

/** Of an item that came or went its name says nothing more; one that has nothing but its name is one field. */
function ofItems(
  reading: Reading,
  ran: JsonObject | undefined,
  rendered: JsonObject | undefined,
  key: string,
  path: Path,
): readonly FieldDifference[] {
  const found = fieldDifferences(reading, ran, rendered, path)
  if (ran !== undefined && rendered !== undefined) return found
  const others = found.filter(each => each.path.length !== path.length + 1 || each.path.at(-1) !== key)
  const all: readonly FieldDifference[] =
    others.length > 0 ? others : [{ path, ...given('ran', ran), ...given('rendered', rendered) }]
  return all.length === 1 ? all : all.map(each => ({ ...each, element: path }))
}

/** A map that is on one side alone; of a list each member is. */
function isWhole(ran: Json | undefined, rendered: Json | undefined): boolean {
  return (ran === undefined && isJsonObject(rendered)) || (rendered === undefined && isJsonObject(ran))
}

/** The text of a file whose meaning is known is looked into. */
function ofTexts(reading: Reading, ran: string, rendered: string, path: Path): readonly FieldDifference[] {
  const [before, after] = [ran, rendered].map(text => reading.inside?.(path, text))
  if (before === undefined || after === undefined) return [{ path, ran, rendered }]
  const found = fieldDifferences(reading, before, after, path)
  return found.length === 0 ? [{ path, ran, rendered, only: 'print' }] : found
}

function itemKey(reading: Reading, path: Path, ...sides: readonly (Json | undefined)[]): string | undefined {
  const lenient = reading.isAbsent !== undefined
  if (!sides.every(side => (lenient && isEmpty(side)) || isObjects(side))) return undefined
  const all = sides.map(items)
  return reading.keys(path).find(key =>
    all.every(list => {
      const values = list.map(item => keyOf(item, key))
      return values.every(value => value !== undefined) && new Set(values).size === values.length
    }),
  )
}

function isObjects(value: Json | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isJsonObject)
}

function items(value: Json | undefined): readonly JsonObject[] {
  return isObjects(value) ? value : []
}

/** A port is told from another by its protocol too. */
function keyOf(item: JsonObject, key: string): string | number | undefined {
  const value = key === 'metadata.name' ? isJsonObject(item['metadata']) && item['metadata']['name'] : item[key]
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return item['protocol'] === 'UDP' && key !== 'name' ? `${value}/UDP` : value
}

function given<Side extends 'ran' | 'rendered'>(side: Side, value: Json | undefined): { [S in Side]?: Json } {
  return (value === undefined ? {} : { [side]: value }) as { [S in Side]?: Json }
}
