import { expect, test } from 'vitest'
import { wrap } from './wrap.ts'

test.each([
  ['what fits stays as it is', 'a  b', 10, 2, ['a  b']],
  ['lines that go on are set in', '  one two three', 9, 4, ['  one two', '    three']],
  ['a word that is longer stays whole', 'a verylongword b', 5, 0, ['a', 'verylongword', 'b']],
])('%s', (_, text, width, inset, lines) => {
  expect(wrap(text, width, inset)).toEqual(lines)
})

test('what is not seen does not count', () => {
  const seen = (text: string): number => text.replaceAll('#', '').length
  expect(wrap('##one## two', 7, 0, seen)).toEqual(['##one## two'])
})
