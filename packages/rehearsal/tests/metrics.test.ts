import { expect, test } from 'vitest'
import { triedSince } from '../src/run/metrics.ts'

const scraped = new Date('2026-02-08T12:00:15.5Z')
const group = (lastEvaluation: string) => ({ lastEvaluation, rules: [] })
const never = group('0001-01-01T00:00:00Z')
const early = group('2026-02-08T12:00:15.400123456Z')
const late = group('2026-02-08T14:00:15.600123456+02:00')

test('rules count once each group was tried after the moment', () => {
  expect(triedSince([late, late], scraped)).toEqual([late, late])
  expect(triedSince([late, early], scraped)).toBeUndefined()
})

test('before the first try, and before there are groups, nothing counts', () => {
  expect(triedSince([early], new Date(0))).toEqual([early])
  expect(triedSince([never], new Date(0))).toBeUndefined()
  expect(triedSince([], new Date(0))).toBeUndefined()
})
