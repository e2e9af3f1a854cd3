import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import {
  type ApplicationState,
  type Explained,
  isClean,
  judged,
  problemsOf,
  readExplained,
  rowOf,
} from '../src/index.ts'

const root = join(import.meta.dirname, '../../..')
const fine: ApplicationState = {
  ...{ phase: 'Succeeded', message: '', sync: 'Synced', health: 'Healthy' },
  ...{ conditions: [], outOfSync: [], unhealthy: [], objects: 3 },
}
const explained: Explained = {
  count: 2,
  applications: { shop: { because: 'no chart' } },
  folders: { 'by/hand': 'not here' },
}
const known = { applications: new Set(['shop', 'wiki']), folders: new Set(['dist']) }

test.each<[string, Partial<ApplicationState>, string]>([
  ['an operation that failed, though it shows as synced', { phase: 'Failed', message: 'refused' }, 'refused'],
  ['out of sync', { sync: 'OutOfSync', outOfSync: ['Role/reader'] }, 'out of sync: Role/reader'],
  [
    'not healthy',
    { health: 'Degraded', unhealthy: ['ExternalSecret/db Degraded: no field'] },
    'ExternalSecret/db Degraded: no field',
  ],
  ['what could not be read', { conditions: ['ComparisonError: no repository'] }, 'ComparisonError: no repository'],
  ['what was never synced', { phase: '', sync: '', health: '' }, 'it says no reason'],
])('%s is red, with its words', (_, state, reason) => {
  const row = rowOf('wiki', { ...fine, ...state }, 1, explained)
  expect(row).toMatchObject({ verdict: 'red', reason })
  expect(isClean({ rows: [row], asked: [], problems: [], seconds: 1 })).toBe(false)
})

test('what is explained may fail, and is red when it works', () => {
  expect(rowOf('wiki', fine, 1, explained)).toMatchObject({ verdict: 'fine', reason: '' })
  expect(rowOf('shop', { ...fine, phase: 'Failed' }, 1, explained)).toMatchObject({
    verdict: 'explained',
    reason: 'no chart',
  })
  const { verdict, reason } = rowOf('shop', fine, 1, explained)
  expect([verdict, reason]).toEqual(['red', 'it is explained (no chart), and it works: take it out of the list'])
})

test('a problem besides the Applications is red', () => {
  expect(isClean({ rows: [rowOf('wiki', fine, 1, explained)], asked: [], problems: ['a command'], seconds: 1 })).toBe(
    false,
  )
})

test('a list that says something else is refused, with all that is wrong', () => {
  expect(readExplained(JSON.stringify({ $schema: 'x', ...explained }))).toMatchObject(explained)
  expect(readExplained('{')).toEqual([expect.stringMatching(/^it is no JSON: /)])
  expect(readExplained('[]')).toEqual(['it is no object'])
  const wrong = {
    count: '2',
    applications: { shop: 'no chart', wiki: { because: 1, instead: 'helm', fetch: 'chart', since: 'May' } },
    folders: { 'by/hand': null },
    folder: {},
  }
  expect(readExplained(JSON.stringify(wrong))).toEqual([
    '`count` is no whole number: say how many entries it has',
    'applications.shop is no object: { "because": "…" }',
    "applications.wiki.because is no text: say why it can't be installed",
    'applications.wiki.instead is none of external-secrets, cloudnative-pg, onepassword-connect',
    'applications.wiki.fetch is not true: leave it out',
    'nobody reads applications.wiki.since: take it out',
    'folders.by/hand is no text: say why it is not there',
    'nobody reads folder: take it out',
  ])
  expect(readExplained('{}')).toHaveLength(3)
})

test('the schema of the list and its reader refuse the same, and take what the estate has', () => {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const check = new Ajv2020({ strict: true }).compile(
    JSON.parse(read('packages/rehearsal/schema/explained.schema.json')) as object,
  )
  const takes = (text: string): readonly [boolean, boolean] => [check(JSON.parse(text)), 'count' in readExplained(text)]
  // Not every estate has one; `takes` is shown by what is refused.
  const lists = globSync('apps/*/rehearsal.json', { cwd: root })
  expect(takes(JSON.stringify(explained))).toEqual([true, true])
  expect(lists.map(path => takes(read(path)))).toEqual(lists.map(() => [true, true]))
  const bad = [
    {},
    { ...explained, count: -1 },
    { ...explained, applications: { shop: {} } },
    { ...explained, applications: { shop: { because: 'x', instead: 'helm' } } },
    { ...explained, applications: { shop: { because: 'x', fetch: false } } },
    { ...explained, folders: { a: 1 } },
    { ...explained, more: {} },
  ]
  expect(bad.map(list => takes(JSON.stringify(list)))).toEqual(bad.map(() => [false, false]))
})

test('the list of what is explained says its length, names what there is, and gives reasons', () => {
  expect(problemsOf(explained, known)).toEqual([])
  expect(problemsOf({ ...explained, count: 1 }, known)).toEqual([
    'the list of what is explained has 2 entries and says 1',
  ])
  expect(problemsOf({ count: 1, applications: { gone: { because: 'x' } }, folders: {} }, known)).toEqual([
    'gone is explained, and there is no such Application: take it out of the list',
  ])
  expect(problemsOf({ count: 1, applications: {}, folders: { dist: 'x' } }, known)).toEqual([
    'the folder dist is explained, and it is there: take it out of the list',
  ])
  expect(problemsOf({ count: 1, applications: { wiki: { because: ' ' } }, folders: {} }, known)).toEqual([
    'wiki is explained without a reason',
  ])
})

test('an answer that says what is wrong turns its Application red, and one of nobody the whole', () => {
  const row = rowOf('wiki', fine, 1, explained)
  const about = { what: 'objects', count: 2 }
  const own = [{ ...about, wrong: [{ application: 'wiki', what: 'no such field' }] }]
  expect(judged([row], own)).toMatchObject([{ verdict: 'red', reason: 'no such field' }])
  const nobodys = [{ ...about, wrong: [{ what: 'no such account' }] }]
  expect(judged([row], nobodys)).toEqual([row])
  expect(isClean({ rows: [row], asked: nobodys, problems: [], seconds: 1 })).toBe(false)
  expect(isClean({ rows: [row], asked: [{ ...about, wrong: [] }], problems: [], seconds: 1 })).toBe(true)
})
