/** Reading our own records back, which a merge or a hand may have changed. */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws Error where `value` has no such text, as a clause */
export function textField(value: unknown, key: string): string {
  const field = isRecord(value) ? value[key] : undefined
  if (typeof field !== 'string') throw new Error(`an entry has no ${JSON.stringify(key)}`)
  return field
}

/** @throws Error where `value` has no such list, as a clause */
export function listField(value: unknown, key: string): readonly unknown[] {
  const field = isRecord(value) ? value[key] : undefined
  if (!Array.isArray(field)) throw new Error(`it has no list ${JSON.stringify(key)}`)
  return field
}
