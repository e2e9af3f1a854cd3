import type { Change } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { expect, test } from 'vitest'
import { dangerCounts, groupsOf } from './fold.ts'
import { markdownOf } from './report/markdown.ts'
import { formatChanges } from './report/terminal.ts'

const base = { kind: 'changed', read: 'fields' } as const
const renamed = ['wiki', 'feed', 'docs', 'loki'].map(
  (name): Change => ({
    ...{ ...base, system: 'caddy', subject: `route ${name}`, path: 'to', causes: [{ file: 'a.ts', line: 1 }] },
    ...{ before: `https://${name}.old.example`, after: `https://${name}.new.example`, danger: 'restarts' },
  }),
)
const lost: Change = {
  ...{ ...base, system: 'kubernetes', subject: 'PersistentVolumeClaim x', kind: 'removed', causes: [{ file: 'b.ts' }] },
  danger: 'destroys',
}
const page: Change = { ...base, system: 'docs', subject: 'page x', causes: [{ file: 'b.ts' }], danger: 'cosmetic' }
const moved: Change = { ...base, system: 'caddy', subject: 'route x', kind: 'moved', causes: [] }

test('by cause, the worst first; what one substitution changed is one entry, and what only moved is none', () => {
  const groups = groupsOf([moved, ...renamed, page, lost])
  expect(groups.map(({ causes }) => causes.map(({ file }) => file))).toEqual([['b.ts'], ['a.ts']])
  expect(groups.map(({ entries }) => entries.map(({ changes, says }) => [changes.length, says]))).toEqual([
    [
      [1, undefined],
      [1, undefined],
    ],
    [[4, 'old.example → new.example']],
  ])
  expect(groupsOf(renamed, false)[0]?.entries.map(({ changes }) => changes.length)).toEqual([1, 1, 1, 1])
})

test('dangers are counted without what only repeats', () => {
  expect(dangerCounts([...renamed, page, lost])).toEqual([
    ['destroys', 1],
    ['restarts', 4],
  ])
})

test('the fields of a member that came are one entry, as bad as the worst of them, and unfold', () => {
  const of = (path: string, danger: Change['danger']): Change => ({
    ...{ ...base, kind: 'added', system: 'kubernetes', subject: 'Deployment wiki/wiki', path, after: 1 },
    ...{ element: 'spec.containers[x]', causes: [{ file: 'a.ts' }], ...present({ danger }) },
  })
  const fields = [of('spec.containers[x].image', 'restarts'), of('spec.containers[x].securityContext', 'opens')]
  expect(groupsOf(fields)[0]?.entries).toMatchObject([
    { says: 'Deployment wiki/wiki added spec.containers[x]', isElement: true, changes: [{ danger: 'opens' }, {}] },
  ])
  expect(groupsOf(fields, false)[0]?.entries.map(({ changes }) => changes.length)).toEqual([1, 1])
  const report = { before: 'a', after: 'b', changes: fields, layoutOnly: [], notes: [] }
  const plain = (_: string, text: string): string => text
  expect(formatChanges(report, false, plain)).toContain(
    '  opens      kubernetes Deployment wiki/wiki added spec.containers[x], 2 fields\n',
  )
  expect(formatChanges(report, true, plain)).toContain('added spec.containers[x].image: → 1\n')
  expect(dangerCounts([...fields, of('spec.containers[x].args', 'restarts')])).toEqual([
    ['opens', 1],
    ['restarts', 1],
  ])
})

test('what only moved is no change, in a comment neither', () => {
  const report = { before: 'main', after: 'here', layoutOnly: [], notes: [] }
  const [head] = markdownOf({ ...report, changes: [moved, lost] }).split('\n')
  expect(head).toMatch(/^### 1 change from /)
  expect(markdownOf({ ...report, changes: [moved] })).toMatch(/^### 0 changes from /)
})
