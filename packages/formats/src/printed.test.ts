import { expect, test } from 'vitest'
import { keepPrinted, printManifest, printYaml } from './index.ts'

const values = [
  { a: 1, b: 2 },
  { b: 2, a: 1 },
  { a: '1', b: 2 },
  { a: 1, b: [2] },
  { a: 1, b: { 0: 2 } },
  { a: null },
  { a: 'null' },
  { a: 0 },
  { a: -0 },
  { a: 'one\ntwo\n' },
  'text',
  'two\nlines',
]
const loud = (text: string) => ({ value: text.toUpperCase() })

function printed(): readonly string[] {
  return values.flatMap(value => [
    printYaml(value),
    printYaml(value, { header: 'one' }),
    printYaml(value, { header: 'two', text: loud }),
    ...(typeof value === 'object' ? [printManifest(value, 'three')] : []),
  ])
}

test('what is printed again is what it was, whatever else was printed', () => {
  const alone = printed()
  keepPrinted()
  expect(printed()).toEqual(alone)
  expect(printed().toReversed()).toEqual(alone.toReversed())
})

test('what cannot be printed is refused each time', () => {
  keepPrinted()
  for (let count = 0; count < 2; count += 1) {
    expect(() => printYaml({ a: undefined })).toThrow('yaml $.a')
    expect(() => printYaml({ a: Number.NaN })).toThrow('yaml $.a')
  }
})

test('a value that changed after it was printed is printed as it is', () => {
  keepPrinted()
  const value = { list: ['a'] }
  printYaml(value)
  value.list.push('b')
  expect(printYaml(value)).toBe('list:\n  - a\n  - b\n')
})
