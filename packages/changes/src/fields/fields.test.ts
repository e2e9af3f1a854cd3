import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FieldDifference, fieldDifferences, type Reading } from './fields.ts'
import { isJsonObject, type Json, same } from './json.ts'

const reading: Reading = { keys: () => ['name'] }

/** A value with fields set as the differences say. */
function patched(value: Json | undefined, differences: readonly FieldDifference[]): Json | undefined {
  return differences
    .filter(({ only }) => only === undefined)
    .reduce<Json | undefined>((inner, { path, rendered }) => set(inner, path, rendered), value)
}

function set(value: Json | undefined, path: readonly string[], to: Json | undefined): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined) return to
  if (Array.isArray(value)) {
    const name = step.slice(1, -1)
    const isNamed = (each: Json): boolean => isJsonObject(each) && String(each['name']) === name
    const old = value.find(isNamed) ?? (rest.length > 0 ? { name } : undefined)
    const made = set(old, rest, to)
    const others = value.filter(each => !isNamed(each))
    return made === undefined ? others : [...others, made]
  }
  const made = set(isJsonObject(value) ? value[step] : undefined, rest, to)
  const others = Object.fromEntries(Object.entries(isJsonObject(value) ? value : {}).filter(([key]) => key !== step))
  return made === undefined ? others : { ...others, [step]: made }
}

const keys = fc.constantFrom('a', 'b', 'c')
const { tree } = fc.letrec<{ tree: Json }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, 1, '', 'x', 'y'),
    fc.array(fc.constantFrom<Json>('x', 'y', 1), { maxLength: 3 }),
    fc.dictionary(keys, tie('tree'), { maxKeys: 3 }),
  ),
}))

test('what differs, put into the one value, makes the other', () => {
  fc.assert(
    fc.property(tree, tree, (before, after) => {
      expect(same(patched(before, fieldDifferences(reading, before, after)), after)).toBe(true)
    }),
    { numRuns: 3000, seed: 1 },
  )
})

test('members of lists are known by their names, wherever they stand', () => {
  const before = [{ name: 'a', of: 1 }, { name: 'b', of: 2 }, { name: 'c' }]
  const after = [
    { name: 'b', of: 2 },
    { name: 'a', of: 3 },
    { name: 'd', of: 4 },
  ]
  expect(fieldDifferences(reading, before, after)).toEqual([
    { path: [], ran: ['a', 'b', 'c'], rendered: ['b', 'a', 'd'], only: 'order' },
    { path: ['[a]', 'of'], ran: 1, rendered: 3 },
    { path: ['[c]'], ran: { name: 'c' } },
    { path: ['[d]'], rendered: { name: 'd', of: 4 } },
  ])
})
