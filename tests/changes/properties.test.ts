/** What is the same differs in nothing, and whatever comes or goes has an entry. */

import { hostParts } from '@homelab/ansible-gen'
import { type Changes, changesBetween, type RenderedTree } from '@homelab/changes'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { changeFacets } from '@homelab/synth/change-facets'
import { expect, test } from 'vitest'
import { treeIn } from '../support/trees.ts'

const facets = await changeFacets([...clusterParts, ...hostParts, ...sightParts])
const trees = { blumeops: treeIn('dist'), minilab: treeIn('tests/rendered/minilab') }

function between(before: RenderedTree, after: RenderedTree): Changes {
  return changesBetween({ before, after, estates: {}, facets })
}

test.each(Object.entries(trees))('%s and itself differ in nothing', (_, tree) => {
  expect(tree.size).toBeGreaterThan(20)
  expect(between(tree, tree)).toEqual({ changes: [], layoutOnly: [] })
})

test.each(Object.entries(trees))('all files of %s come, and go, each with an entry', (_, tree) => {
  const empty: RenderedTree = new Map()
  for (const [before, after, kind] of [[empty, tree, 'added'] as const, [tree, empty, 'removed'] as const]) {
    const { changes, layoutOnly } = between(before, after)
    expect(layoutOnly).toEqual([])
    expect(new Set(changes.map(change => change.file))).toEqual(new Set(tree.keys()))
    expect(new Set(changes.map(change => change.kind))).toEqual(new Set([kind]))
  }
})

test('a mode is told', () => {
  const tree = (executable: boolean): RenderedTree => new Map([['fly/start.sh', { text: 'x\n', executable }]])
  expect(between(tree(false), tree(true)).changes).toMatchObject([{ path: 'mode', before: '0644', after: '0755' }])
})
