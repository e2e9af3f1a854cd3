import type { ChangeReader, ChangeValue, ContentReader, ReadItem } from '@homelab/estate/model'
import { isJsonObject } from '../fields/index.ts'

/** Stands where a file stood that is read by itself. */
const ELSEWHERE = '(read by itself)'

/** A reader whose items may hold files (`data` of a ConfigMap) that others read. */
export function holding(reader: ChangeReader, contents: readonly ContentReader[]): ChangeReader {
  return {
    ...reader,
    items: (path, text) => reader.items(path, text).flatMap(item => unpacked(item, contents)),
  }
}

function unpacked(item: ReadItem, contents: readonly ContentReader[]): readonly ReadItem[] {
  const { value } = item
  const data = isJsonObject(value) ? value['data'] : undefined
  if (!isJsonObject(data)) return [item]
  const held: ReadItem[] = []
  const left: Record<string, ChangeValue> = {}
  for (const [key, text] of Object.entries(data)) {
    const found = typeof text === 'string' ? itemsIn(item.subject, key, text, contents) : undefined
    held.push(...(found ?? []))
    left[key] = found === undefined ? text : ELSEWHERE
  }
  return held.length === 0 ? [item] : [{ ...item, value: { ...(value as object), data: left } }, ...held]
}

function itemsIn(
  subject: string,
  key: string,
  text: string,
  contents: readonly ContentReader[],
): readonly ReadItem[] | undefined {
  try {
    return contents.find(each => each.reads(subject, key))?.items(key, text)
  } catch {
    return undefined
  }
}
