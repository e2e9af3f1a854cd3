import { expect, expectTypeOf, test } from 'vitest'
import { present } from './present.ts'

const size = (given: boolean): number | undefined => (given ? 1 : undefined)

test('leaves out what is undefined, and nothing else', () => {
  const fields = present({ zero: 0, no: false, empty: '', nothing: null, absent: undefined, size: size(false) })
  expect(Object.entries(fields)).toEqual([
    ['zero', 0],
    ['no', false],
    ['empty', ''],
    ['nothing', null],
  ])
})

test('keeps the order of fields, between those that stand around it', () => {
  expect(Object.keys({ a: 1, ...present({ c: 1, b: size(true) }), d: 1 })).toEqual(['a', 'c', 'b', 'd'])
})

test('a name like that of a prototype is a field', () => {
  expect(Object.keys(present(JSON.parse('{"__proto__": 1}') as object))).toEqual(['__proto__'])
})

test('what may be undefined may be absent, and is never undefined', () => {
  interface Exact {
    readonly name: string
    readonly size?: number
  }
  const fields = present({ name: 'a', size: size(true) })
  expectTypeOf(fields).toEqualTypeOf<{ readonly name: string; readonly size?: number }>()
  const record: Record<string, number | undefined> = { a: 1, b: undefined }
  expectTypeOf(present(record)).toEqualTypeOf<{ readonly [name: string]: number }>()
  const exact: Exact = { ...fields }
  // @ts-expect-error what is always there must be given
  const lacking: Exact = present({ name: exact.size === 1 ? 'a' : undefined })
  expect(lacking).toEqual({ name: 'a' })
})
