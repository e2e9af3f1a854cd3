import { expect, test } from 'vitest'
import { bullets, joined, paragraph, section, subsection, tableOf } from './block.ts'

test('what is empty leaves no trace, not even its heading', () => {
  expect(
    joined([section('A', subsection('B', bullets([undefined]), tableOf(['x'], []))), paragraph(undefined, '')]),
  ).toBe('')
  expect(joined([section('A', paragraph('b.', undefined, 'c.')), undefined])).toBe('## A\n\nb. c.\n')
})

test('a column that is empty in every row is left out', () => {
  expect(
    tableOf(
      ['a', 'b', 'c'],
      [
        ['1', '', '3'],
        ['4', undefined, ''],
      ],
    ),
  ).toBe('| a | c |\n| --- | --- |\n| 1 | 3 |\n| 4 |  |\n')
})
