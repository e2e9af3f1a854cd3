import { expect, test } from 'vitest'
import { brief, run } from '../tests/lints.ts'

const exposed = (...target: readonly string[]) => brief(run({ nodeAttrs: [{ target, attr: ['funnel'] }] }))

test('every device that may open itself to the internet is named', () => {
  expect(exposed('tag:nas', 'ada@example.com')).toEqual(['funnel laptop', 'funnel nas'])
  expect(exposed('autogroup:tagged')).toEqual(['funnel nas', 'funnel proxy'])
})

test('another attribute exposes nothing', () => {
  expect(brief(run({ nodeAttrs: [{ target: ['*'], attr: ['drive:share'] }] }))).toEqual([])
})
