import { expect, test } from 'vitest'
import { mayApply, tagsLeadingTo } from './index.ts'

const policy = {
  tagOwners: {
    'tag:a': ['autogroup:admin', 'tag:b'],
    'tag:b': ['tag:C', 'tag:b'],
    'tag:c': ['tag:a', 'ada@example.com'],
    'tag:d': [],
  },
} as const

test('ownership is followed through tags, also in a circle', () => {
  expect(tagsLeadingTo(policy, 'tag:a')).toEqual(['tag:b', 'tag:c'])
  expect(tagsLeadingTo(policy, 'tag:B')).toEqual(['tag:a', 'tag:c'])
  expect(tagsLeadingTo(policy, 'tag:d')).toEqual([])
})

test('no tags are no request', () => {
  const users = [{ login: 'ada@example.com', role: 'owner' } as const]
  expect(mayApply(policy, { users, endpoints: [] }, { by: 'user', login: 'ada@example.com' }, [])).toBe(false)
  expect(mayApply(policy, { users, endpoints: [] }, { by: 'tags', tags: [] }, [])).toBe(false)
})
