/**
 * Without the compiler whatever an author writes arrives. Any property of the real estate, that of a service included,
 * may be nothing, misspelt or of another type: what is wrong is said, and nothing throws.
 */
import blumeops from '@homelab/app-blumeops'
import { type Estate, type Finding, loadRenderers, opened, resolvedOf } from '@homelab/estate/model'
import { attempt, loadProjections, renderTargets, withoutTypes } from '@homelab/synth'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const projections = await loadProjections()
await loadRenderers(blumeops.parts)
type Path = readonly string[]
type Tree = { [key: string]: unknown }

/** As `synth --no-types` goes through it. */
function findingsOf(estate: Estate, targets: typeof projections): readonly Finding[] {
  const watch = { now: () => 0, before: () => {} }
  return withoutTypes(attempt(() => renderTargets(opened(estate), targets, [], watch))).findings
}

/** The paths of everything that is data; of lists the first members. */
function paths(value: unknown, depth = 9): Path[] {
  if (typeof value !== 'object' || value === null || depth === 0) return []
  return Object.entries(value)
    .slice(0, 40)
    .flatMap(([key, member]) => [[key], ...paths(member, depth - 1).map(path => [key, ...path])])
}

const everything = paths({ ...blumeops, name: undefined, declaredIn: undefined })
const ways: readonly ((parent: Tree, key: string) => void)[] = [
  (parent, key) => delete parent[key],
  (parent, key) => (parent[key] = null),
  (parent, key) => (parent[key] = 5),
  (parent, key) => (parent[key] = 'text'),
  (parent, key) => (parent[key] = []),
  (parent, key) => (parent[key] = {}),
  (parent, key) => {
    parent[`${key}s`] = parent[key]
    delete parent[key]
  },
]

/** A copy in which one member is another; the thunks stay as they are. */
function broken(path: Path, way: (parent: Tree, key: string) => void): Estate {
  const copy = (value: unknown, [key, ...rest]: Path): unknown => {
    if (key === undefined) return value
    const parent = Object.assign(Array.isArray(value) ? [] : {}, value) as Tree
    if (rest.length === 0) way(parent, key)
    else parent[key] = copy(parent[key], rest)
    return parent
  }
  return copy(blumeops, path) as Estate
}

const change = fc.tuple(fc.constantFrom(...everything), fc.constantFrom(...ways))

test('nothing throws over a wrong type, wherever it stands', () => {
  expect(everything.length).toBeGreaterThan(2000)
  fc.assert(
    fc.property(change, ([path, way]) => {
      for (const { where, problem, fix } of findingsOf(broken(path, way), [])) {
        expect([where.subject, problem, fix].every(text => typeof text === 'string' && text !== '')).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('nor in what renders', () => {
  fc.assert(
    fc.property(change, ([path, way]) => {
      expect(findingsOf(broken(path, way), projections).length).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 40 },
  )
})

test('what hangs on a service that is not there is no second finding', () => {
  const [first, ...others] = blumeops.services
  const found = resolvedOf({ ...blumeops, services: [undefined as never, ...others] }).findings
  expect(found.filter(({ code }) => code === 'wrong-type').map(({ where }) => where.subject)).toEqual(['services[0]'])
  expect(first?.name).toBeDefined()
})
