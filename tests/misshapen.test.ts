/**
 * Node strips types, so whatever an author writes arrives. Each property of the real estate but its services is broken
 * in turn: all that is looked at says what is wrong with it, and nothing throws.
 */
import blumeops from '@homelab/app-blumeops'
import { type Estate, type Finding, resolvedOf } from '@homelab/estate'
import { expect, test } from 'vitest'
import { openFindings, render } from './support/render.ts'

const roots = ['hosts', 'clusters', 'domains', 'vaults', 'people', 'shares', 'tailnet', 'tailnetStack', 'dns'] as const
/** Objects whose keys are names. */
const byName: ReadonlySet<string> = new Set(['listens', 'items', 'credentials', 'environment'])

type Path = readonly string[]
type Tree = { [key: string]: unknown }

/** The paths of everything in a tree; of lists the first member of each kind. */
function paths(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  return entries.flatMap(([key, member]) => [[key], ...paths(member).map(path => [key, ...path])])
}

function shapes(value: unknown): Path[] {
  const shape = (path: Path): string => path.map(step => step.replace(/^\d+$/, '#')).join('.')
  return [...new Map(paths(value).map(path => [shape(path), path])).values()]
}

function findings(root: string, broken: unknown): readonly Finding[] {
  return resolvedOf({ ...blumeops, services: [], accepts: [], [root]: broken } as Estate).findings
}

/** A copy in which one member is another. */
function change(tree: unknown, path: Path, to: (parent: Tree, key: string) => void): unknown {
  const copy = structuredClone(tree)
  const parent = path.slice(0, -1).reduce((at, step) => at[step] as Tree, copy as Tree)
  to(parent, path.at(-1) ?? '')
  return copy
}

function wrong(root: string, broken: unknown): number {
  return findings(root, broken).filter(({ code }) => code === 'wrong-type').length
}

test.each(roots)('whatever is nothing in %s is told of', root => {
  const whole = blumeops[root]
  const all = shapes(whole)
  expect(all.length).toBeGreaterThan(3)
  // Of a port only whether it is one is asked, elsewhere.
  const silent = all.filter(path => {
    const broken = change(whole, path, (parent, key) => {
      parent[key] = null
    })
    return wrong(root, broken) === 0 && path.at(-1) !== 'port' && path.at(-1) !== 'apiPort'
  })
  expect(silent).toEqual([])
})

test.each(roots)('whatever is misspelt in %s is told of', root => {
  const whole = blumeops[root]
  const own = shapes(whole).filter(path => !/^\d+$/.test(path.at(-1) ?? '') && !byName.has(path.at(-2) ?? ''))
  const silent = own.filter(path => {
    const broken = change(whole, path, (parent, key) => {
      parent[`${key}s`] = parent[key]
    })
    return wrong(root, broken) === 0
  })
  expect(silent).toEqual([])
})

test('what hangs on a policy that is left out is no second finding', () => {
  const tailnet = change(blumeops.tailnet, ['grants', '0', 'src'], (parent, key) => {
    parent[key] = null
  })
  const { findings: found, stopped } = render({ ...blumeops, tailnet } as Estate)
  expect([openFindings(found), stopped]).toEqual([['wrong-type estate tailnet.grants[0].src'], []])
})
