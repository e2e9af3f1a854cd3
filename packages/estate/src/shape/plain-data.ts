import { isRecord, type Rule, type Wrong } from './rule.ts'

/**
 * Data that JSON can hold, down to the last member, but for members that are `undefined`: those are left out.
 *
 * @param kinds rules for the objects of some `kind`, wherever they stand
 */
export function plainData(kinds: Readonly<Record<string, Rule>>): Rule {
  return (root, start) => {
    const above = new Set<unknown>()
    const walk = (got: unknown, path: string): readonly Wrong[] => {
      if (typeof got !== 'object' || got === null) {
        return isScalar(got) ? [] : [{ path, got, expected: 'a text, a finite number, true or false, or plain data' }]
      }
      if (above.has(got)) return [{ path, got: 'what it stands in', expected: 'data without circles' }]
      const kind = isRecord(got) ? got['kind'] : undefined
      const rule = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
      above.add(got)
      const wrong = [
        ...(rule?.(got, path) ?? []),
        ...Object.entries(got).flatMap(([key, member]): readonly Wrong[] => {
          const place = Array.isArray(got) ? `${path}[${key}]` : `${path}.${key}`
          // A list has no place to leave a member out.
          if (member === undefined) return Array.isArray(got) ? [{ path: place, got: member, expected: 'a value' }] : []
          return walk(member, place)
        }),
      ]
      above.delete(got)
      return wrong
    }
    return walk(root, start)
  }
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)
}
