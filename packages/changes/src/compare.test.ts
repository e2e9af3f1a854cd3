import type { ChangeFacet, ContentReader } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { changesBetween, type RenderedTree } from './index.ts'

const tree = (text: string): RenderedTree => new Map([['a.json', { text, executable: false }]])
const text = (says: string) => JSON.stringify({ kind: 'ConfigMap', data: { 'b.txt': says } })

/** A reader of `a.json`, and who reads what is in it. */
function facet(system: string, contents: readonly ContentReader[]): ChangeFacet {
  return {
    readers: [
      { system, reads: path => path === 'a.json', items: (_, read) => [{ subject: 'a', value: JSON.parse(read) }] },
    ],
    contents,
  }
}
const inside: ContentReader = { reads: () => true, items: (_, said) => [{ subject: 'b', value: { says: said } }] }

test('a tree that is compared again is read as whoever compares it reads it', () => {
  const before = tree(text('one'))
  const plain = facet('plain', [])
  const holding = facet('holding', [inside])
  const said = (after: string, facets: readonly ChangeFacet[]) =>
    changesBetween({ before, after: tree(text(after)), estates: {}, facets }).changes.map(
      ({ subject, before: was, after: is }) => [subject, was, is],
    )
  expect(said('two', [plain])).toEqual([['a', 'one', 'two']])
  expect(said('two', [{ ...plain, contents: [inside] }])).toEqual([['b', 'one', 'two']])
  expect(said('three', [holding])).toEqual([['b', 'one', 'three']])
  expect(said('four', [plain])).toEqual([['a', 'one', 'four']])
  expect(said('one', [plain])).toEqual([])
})

function changesOf(reads: ChangeFacet, was: RenderedTree, is: RenderedTree) {
  return changesBetween({ before: was, after: is, estates: {}, facets: [reads] }).changes
}

test('what lies in another file has moved, and what it says is compared all the same', () => {
  const every: ChangeFacet = {
    readers: [{ system: 'x', reads: () => true, items: (_, read) => [{ subject: 'a', value: JSON.parse(read) }] }],
  }
  const at = (path: string, says: string): RenderedTree =>
    new Map([[path, { text: JSON.stringify({ says }), executable: false }]])
  const moved = { kind: 'moved', subject: 'a', before: 'a.json', after: 'b.json' }
  expect(changesOf(every, at('a.json', 'one'), at('b.json', 'one'))).toMatchObject([moved])
  expect(changesOf(every, at('a.json', 'one'), at('b.json', 'two'))).toMatchObject([
    moved,
    { kind: 'changed', subject: 'a', path: 'says', before: 'one', after: 'two' },
  ])
})

test.each(['name', 'title', 'alert', 'record', 'job_name', 'uid', 'id', 'url', 'path', 'label'])(
  'members of a list are known by their %s: one that comes first changes no other',
  key => {
    const list = (...names: readonly string[]): RenderedTree =>
      tree(JSON.stringify({ all: names.map(name => ({ [key]: name, says: `of ${name}` })) }))
    const changes = changesOf(facet('listed', []), list('two', 'three'), list('one', 'two', 'three'))
    expect(changes.map(({ kind }) => kind)).toEqual(['added'])
  },
)
