import { expect, test } from 'vitest'
import { isQuantity, quantityValue } from '../src/model.ts'

test.each([
  ['20Gi', 20 * 2 ** 30],
  ['1Ki', 1024],
  ['1.5Ei', 1.5 * 2 ** 60],
  ['500M', 500e6],
  ['1k', 1000],
  ['250m', 0.25],
  ['+2', 2],
  ['.5', 0.5],
  ['1e3', 1000],
  ['2E1', 20],
  ['3E', 3e18],
])('%s', (text, value) => {
  expect(isQuantity(text)).toBe(true)
  expect(quantityValue(text)).toBeCloseTo(value, 9)
})

test.each(['', 'much', '10GiB', '1 Gi', '-1'])('%s is none', text => {
  expect(isQuantity(text)).toBe(false)
  expect(quantityValue(text)).toBeNaN()
})
