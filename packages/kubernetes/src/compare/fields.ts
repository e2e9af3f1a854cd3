import { isEmpty, isJsonObject, type Json, type JsonObject, same } from './json.ts'
import type { Path } from './path.ts'
import { meaningOf } from './texts.ts'

/** One field that is not what it was. Absent on a side: it is not there. */
export interface FieldDifference {
  readonly path: Path
  readonly ran?: Json
  readonly rendered?: Json
  /** The values are the same, in another order or another print. */
  readonly only?: 'order' | 'print'
}

/** Every field of which the two values say different things, down to the last. */
export function fieldDifferences(
  ran: Json | undefined,
  rendered: Json | undefined,
  path: Path = [],
): readonly FieldDifference[] {
  if (same(ran, rendered) || (isEmpty(ran) && isEmpty(rendered) && !meant(path, ran, rendered))) return []
  if (isJsonObject(ran) || isJsonObject(rendered)) {
    const [a, b] = [inside(ran), inside(rendered)]
    if (a !== undefined && b !== undefined) return ofObjects(a, b, path)
  }
  const key = itemKey(path, ran, rendered)
  if (key !== undefined) return ofLists(key, items(ran), items(rendered), path)
  if (typeof ran === 'string' && typeof rendered === 'string') return ofTexts(ran, rendered, path)
  return [{ path, ...given('ran', ran), ...given('rendered', rendered) }]
}

/** `emptyDir: {}` says something by being there. */
function meant(path: Path, ran: Json | undefined, rendered: Json | undefined): boolean {
  return path.at(-1) === 'emptyDir' && (ran === undefined) !== (rendered === undefined)
}

/** What there is to compare with: an empty object where the other side has nothing. */
function inside(value: Json | undefined): JsonObject | undefined {
  if (isJsonObject(value)) return value
  return value === undefined || value === null ? {} : undefined
}

function ofObjects(ran: JsonObject, rendered: JsonObject, path: Path): readonly FieldDifference[] {
  if (isEmpty(ran) && isEmpty(rendered)) return [{ path, rendered }]
  const fields = [...new Set([...Object.keys(ran), ...Object.keys(rendered)])].sort()
  return fields.flatMap(field => fieldDifferences(ran[field], rendered[field], [...path, field]))
}

function ofLists(
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
    ...names.flatMap(name => ofItems(before.get(name), after.get(name), key, [...path, `[${name}]`])),
  ]
}

/** Of an item that came or went its name says nothing more; one that has nothing but its name is one field. */
function ofItems(ran: JsonObject | undefined, rendered: JsonObject | undefined, key: string, path: Path) {
  const found = fieldDifferences(ran, rendered, path)
  if (ran !== undefined && rendered !== undefined) return found
  const others = found.filter(each => each.path.length !== path.length + 1 || each.path.at(-1) !== key)
  return others.length > 0 ? others : [{ path, ...given('ran', ran), ...given('rendered', rendered) }]
}

/** The text of a file whose meaning is known is looked into. */
function ofTexts(ran: string, rendered: string, path: Path): readonly FieldDifference[] {
  const key = path.at(-1) ?? ''
  const [before, after] = path[0] === 'data' ? [ran, rendered].map(text => meaningOf(key, text)) : []
  if (before === undefined || after === undefined) return [{ path, ran, rendered }]
  const found = fieldDifferences(before, after, path)
  return found.length === 0 ? [{ path, ran, rendered, only: 'print' }] : found
}

const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  ports: ['containerPort', 'port'],
  volumeMounts: ['mountPath'],
}

/** By what the API merges the items of a list: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy */
function itemKey(path: Path, ...sides: readonly (Json | undefined)[]): string | undefined {
  if (!sides.every(side => isEmpty(side) || isObjects(side))) return undefined
  const all = sides.map(items)
  const keys = mergeKeys[path.at(-1) ?? ''] ?? ['name', 'metadata.name', 'secretKey']
  return keys.find(key =>
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
