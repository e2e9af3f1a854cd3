/** Nothing changes unseen: a file that is changed anywhere has an entry, or is stated to have changed in its layout alone. */

import { hostParts } from '@homelab/ansible-gen'
import { type Changes, changesBetween, type RenderedTree } from '@homelab/changes'
import { readYaml } from '@homelab/formats'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { changeFacets } from '@homelab/synth/change-facets'
import { createTwoFilesPatch } from 'diff'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeIn } from '../support/trees.ts'

const facets = await changeFacets([...clusterParts, ...hostParts, ...sightParts])
const trees = { blumeops: treeIn('dist'), minilab: treeIn('tests/rendered/minilab') }

function between(before: RenderedTree, after: RenderedTree): Changes {
  return changesBetween({ before, after, estates: {}, facets })
}

function changedIn(path: string, before: string, after: string): Changes {
  const tree = (text: string): RenderedTree => new Map([[path, { text, executable: false }]])
  return between(tree(before), tree(after))
}

const files = Object.values(trees).flatMap(tree => [...tree])

/** One line that is taken out, written twice, changed in a letter, or changed with the next. */
function slipped(lines: readonly string[], at: number, how: number, letter: number): string {
  const line = lines[at] ?? ''
  const place = letter % Math.max(line.length, 1)
  const others: readonly (readonly string[])[] = [
    [],
    [line, line],
    [`${line.slice(0, place)}${line[place] === 'x' ? 'y' : 'x'}${line.slice(place + 1)}`],
    [lines[at + 1] ?? '', line],
  ]
  const put = others[how] ?? []
  return [...lines.slice(0, at), ...put, ...lines.slice(at + (how === 3 ? 2 : 1))].join('\n')
}

const slip = fc
  .nat({ max: files.length - 1 })
  .chain(index => {
    const [path, { text }] = files[index] ?? ['', { text: '' }]
    const lines = text.split('\n')
    return fc.record({
      path: fc.constant(path),
      before: fc.constant(text),
      lines: fc.constant(lines),
      at: fc.nat({ max: lines.length - 1 }),
      how: fc.nat({ max: 3 }),
      letter: fc.nat({ max: 200 }),
    })
  })
  .map(({ path, before, lines, at, how, letter }) => ({ path, before, after: slipped(lines, at, how, letter) }))
  .filter(({ before, after }) => before !== after)

test('a slip in one line of any file has an entry, or the file says the same to another reader', () => {
  let [told, layout] = [0, 0]
  fc.assert(
    fc.property(slip, ({ path, before, after }) => {
      const { changes, layoutOnly } = changedIn(path, before, after)
      const moves = changes.every(({ kind }) => kind === 'moved')
      expect(changes.length > 0 !== layoutOnly.includes(path)).toBe(true)
      if (changes.length === 0 || moves) {
        layout += 1
        expect(saysTheSame(path, before, after), diffOf(path, before, after)).toBe(true)
      } else told += 1
    }),
    { numRuns: 1500, seed: 8 },
  )
  expect(told).toBeGreaterThan(1000)
  expect(layout).toBeGreaterThan(10)
})

function diffOf(path: string, before: string, after: string): string {
  return createTwoFilesPatch(path, path, before, after, '', '', { context: 2 })
}

/** To a reader that has nothing to do with the diff's. */
function saysTheSame(path: string, before: string, after: string): boolean {
  if (/\.ya?ml$/.test(path)) {
    const [old, now] = [before, after].map(text =>
      sorted(
        text
          .split(/^---$/m)
          .filter(document => /^[^#\n]/m.test(document))
          .map(document => readYaml(document)),
      ),
    )
    return old === now
  }
  if (path.endsWith('.json')) return sorted(JSON.parse(before)) === sorted(JSON.parse(after))
  const comment = path.includes('.ini') ? /^[#;]/ : /^(#|\/\/|<!--|{#|Rendered from )/
  const said = (text: string): string =>
    text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && !comment.test(line))
      .map(line => line.split(/\s+/).join(' '))
      // A section of a unit that begins twice is one: https://man7.org/linux/man-pages/man7/systemd.syntax.7.html
      .filter((line, index, lines) => !/^\[[A-Z]\w+\]$/.test(line) || lines.indexOf(line) === index)
      .toSorted()
      .join('\n')
  return said(before) === said(after)
}

/** Whatever the order of keys and of list members, and without fields that hold nothing. */
function sorted(value: unknown): string {
  // A file in a ConfigMap.
  if (typeof value === 'string' && value.startsWith('{\n')) return sorted(JSON.parse(value))
  if (Array.isArray(value)) return `[${value.map(sorted).toSorted().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  const entries = Object.entries(value).filter(
    ([, each]) => each !== null && sorted(each) !== '{}' && sorted(each) !== '[]',
  )
  return `{${entries
    .map(([key, each]) => `${key}:${sorted(each)}`)
    .toSorted()
    .join()}}`
}
