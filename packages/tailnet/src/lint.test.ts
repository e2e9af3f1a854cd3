import { expect, test } from 'vitest'
import { brief, run } from '../tests/lints.ts'

test('a sound policy has nothing', () => {
  expect(run({})).toEqual([])
})

test('what Tailscale would refuse comes first', () => {
  const change = { ssh: [{ action: 'check' as const, src: ['tag:proxy'], dst: ['tag:nas'], users: ['root'] }] }
  expect(brief(run(change))).toEqual(['policy-problem ssh[0].src tag:proxy'])
})
