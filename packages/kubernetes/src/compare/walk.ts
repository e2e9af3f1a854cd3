import type { Path } from '@homelab/changes/fields'
import { isJsonObject, type Json } from './json.ts'

/** The value at a place of an object; of a text the text itself, however deep the place leads into it. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined || typeof value === 'string') return value
  if (!step.startsWith('[')) return isJsonObject(value) ? valueAt(value[step], rest) : undefined
  if (!Array.isArray(value)) return undefined
  const name = step.slice(1, -1)
  return valueAt(
    value.find(item => names(item).includes(name)),
    rest,
  )
}

/** What an item of a list may be told by. */
function names(item: Json): readonly string[] {
  if (!isJsonObject(item)) return []
  const { name, mountPath, containerPort, port, secretKey, metadata, protocol } = item
  const udp = protocol === 'UDP' ? '/UDP' : ''
  return [
    ...[name, mountPath, secretKey, isJsonObject(metadata) ? metadata['name'] : undefined].map(String),
    ...[containerPort, port].map(each => `${String(each)}${udp}`),
  ]
}
