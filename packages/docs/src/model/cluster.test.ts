import { expect, test } from 'vitest'
import { selectorOf } from './cluster.ts'

type Pods = Parameters<typeof selectorOf>[0]

function selected(replicas: Pods['replicas'], selector: Pods['selector'] = { app: 'wiki', tier: 'web' }) {
  return selectorOf({ replicas, selector } as Pods)
}

test.each([1, 0, 'each-node', 'unknown'] as const)(
  'pods of which there are %s are picked by all of their labels',
  all => {
    expect(selected(all)).toBe('app=wiki,tier=web')
  },
)

test('pods that may be none are not waited for, and labels that nobody knows pick none', () => {
  expect(selected('by-clock')).toBeUndefined()
  expect(selected('once')).toBeUndefined()
  expect(selected(1, 'unknown')).toBeUndefined()
})
