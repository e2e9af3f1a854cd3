import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { both, type Fact, factsOf, type Json, substitution, taken } from '../src/causes/fact-tree.ts'

function facts(before: Json, after: Json): readonly string[] {
  return factsOf(both(before, after)).map(each => {
    const path = each.path.join('.')
    if (each.order === true) return `${path}: order`
    return `${path}: ${JSON.stringify(each.before) ?? 'none'} → ${JSON.stringify(each.after) ?? 'none'}`
  })
}

/** The later tree with the facts of some paths as before, as text, so that orders count. */
function putBack(before: Json, after: Json, ...paths: readonly string[]): string {
  const isBack = ({ path }: Fact): boolean => paths.includes(path.join('.'))
  return JSON.stringify(taken(both(before, after), isBack))
}

describe('what differs', () => {
  test('is a value, a member that one has, an order', () => {
    expect(facts({ a: 1, b: { c: 'x', d: 1 } }, { a: 1, b: { c: 'y', e: 2 } })).toEqual([
      'b.c: "x" → "y"',
      'b.d: 1 → none',
      'b.e: none → 2',
    ])
    expect(facts({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([': order'])
    expect(facts([1, 2, 3], [3, 1, 2])).toEqual([': order'])
  })

  test('of members with names is found by their names, wherever they stand', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(name => ({ name, size: 1, kind: 'x' }))
    expect(facts([a, b, c] as Json, [c, a, { ...b, size: 2 }] as Json)).toEqual([': order', 'b.size: 1 → 2'])
    expect(facts([a, b, c] as Json, [a, c] as Json)).toEqual([`b: ${JSON.stringify(b)} → none`])
  })

  test('of a member that is renamed is its name, and not all of it', () => {
    const volume = (name: string): Json => ({ name, path: `${name}/data`, holds: 'pages', kind: 'volume' })
    expect(facts([volume('/home/a/x'), volume('/srv')], [volume('/home/b/x'), volume('/srv')])).toEqual([
      '/home/a/x.name: "/home/a/x" → "/home/b/x"',
      '/home/a/x.path: "/home/a/x/data" → "/home/b/x/data"',
    ])
    const other = { name: 'b', kind: 'claim', class: 'fast' }
    expect(facts([{ name: 'a', size: 1, holds: 'x' }], [other])).toHaveLength(2)
  })
})

test('a member that is put back stands in its place again', () => {
  const list = ['a', 'b', 'c', 'd'].map(name => ({ name }))
  expect(putBack(list, [list[0], list[2], list[3]] as Json, 'b')).toBe(JSON.stringify(list))
  expect(putBack({ a: 1, b: 2, c: 3 }, { a: 1, c: 3 }, 'b')).toBe('{"a":1,"b":2,"c":3}')
})

test('an order that is put back is that of before, with what came since', () => {
  expect(putBack({ a: 1, b: 2, c: 3 }, { c: 3, x: 0, b: 2, a: 1 }, '')).toBe('{"a":1,"b":2,"c":3,"x":0}')
})

test('all put back is the tree of before, nothing put back that of after: to the byte, whatever they are', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  const named = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), of: fc.constantFrom(1, 2, 'x') }))
  const tree = fc.oneof(json, named, fc.record({ one: named, two: json })) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(tree, tree, (before, after) => {
      const laid = both(before, after)
      expect(JSON.stringify(taken(laid, () => true))).toBe(JSON.stringify(before))
      expect(JSON.stringify(taken(laid, () => false))).toBe(JSON.stringify(after))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['/home/lab/bin', '/home/box/bin', 'lab', 'box'],
  ['/Users/anna', '/Users/ann', 'anna', 'ann'],
  ['v1.2.0', 'v1.3.0', '2', '3'],
  ['pages.lab.example.org', 'pages.home.example.org', 'lab', 'home'],
  ['same', 'other', 'same', 'other'],
])('%s → %s replaces %s by %s', (before, after, from, to) => {
  expect(substitution(before, after)).toMatchObject({ from, to })
})
