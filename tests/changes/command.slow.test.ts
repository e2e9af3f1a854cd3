/** `diff` as a person asks it: in a repository of its own, with revisions. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MARKDOWN_LIMIT, markdownOf, type Report } from '@homelab/changes'
import type { Change } from '@homelab/estate/model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root as repository } from '../support/sources.ts'
import { cottageRepository } from './cottage-repository.ts'

const schema = JSON.parse(
  readFileSync(join(repository, 'packages/changes/schema/changes.schema.json'), 'utf8'),
) as object
const validate = new Ajv2020({ allErrors: true }).compile(schema)

const cottage = await cottageRepository()
afterAll(() => cottage.remove())
const { root, put } = cottage
const diff = (...words: readonly string[]) => cottage.run('diff', ...words)

const renamed = { 'services/wiki.ts': [["'wiki-pages'", "'wiki-texts'"]] } satisfies Parameters<typeof put>[0]

test('nothing changed: it says so, and the exit code is 0 even where that is asked', async () => {
  await put({})
  expect(await diff('--exit-code')).toEqual({
    code: 0,
    out: 'nothing that is rendered says anything else in dist/ as it lies there than in HEAD\n',
    err: '',
  })
})

describe('a claim is renamed', () => {
  beforeAll(() => put(renamed))

  test('for people: under its line, the worst first, with reasons, no line too wide', async () => {
    const { code, out, err } = await diff()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [cause, worst, reason] = out.split('\n')
    expect(cause).toMatch(/^apps\/cottage\/services\/wiki\.ts:\d+ \(wiki\)$/)
    expect(worst).toBe('  destroys   kubernetes PersistentVolumeClaim wiki/wiki-pages removed')
    expect(reason).toMatch(/^ {13}pruning it deletes its volume with all data; wiki-texts is another volume/)
    expect(out).toMatch(/ changes from HEAD to dist\/ as it lies there: 1 destroys, 1 restarts\n/)
    expect(out).not.toContain('\u001b')
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(120)
  })

  test('for programs: JSON that fits its schema', async () => {
    const { code, out } = await diff('--json')
    const document = JSON.parse(out) as { readonly changes: readonly Change[] }
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    expect(code).toBe(0)
    expect(document.changes.find(({ danger }) => danger === 'destroys')).toMatchObject({
      subject: 'PersistentVolumeClaim wiki/wiki-pages',
      service: 'wiki',
      causes: [{ file: 'apps/cottage/services/wiki.ts', declares: 'wiki' }],
    })
    for (const wrong of [
      { ...document, version: 2 },
      { ...document, changes: [{ subject: 'x' }] },
    ])
      expect(validate(wrong)).toBe(false)
  })

  test('for a pull request', async () => {
    const { out } = await diff('--markdown')
    expect(out).toMatch(
      /^### \d+ changes from `HEAD` to `dist\/ as it lies there`\n\n\*\*1 destroys\*\*, \*\*1 restarts\*\*\n/,
    )
    expect(out).toContain('- **destroys** `kubernetes PersistentVolumeClaim wiki/wiki-pages removed`: pruning it')
  })

  test.each([
    [['--exit-code'], 1],
    [['--fail-on', 'opens'], 0],
    [['--fail-on', 'opens,destroys'], 1],
    [['--fail-on', 'destroys', '--no-causes'], 1],
  ] as const)('%j ends with %d', async (words, code) => {
    expect((await diff(...words)).code).toBe(code)
  })

  test('two revisions, from texts alone', async () => {
    await cottage.commit('second')
    await put({})
    const { out, err } = await diff('first..HEAD')
    expect(err).toBe('')
    expect(out).toContain('destroys   kubernetes PersistentVolumeClaim wiki/wiki-pages removed')
    expect((await diff('HEAD..first')).out).toContain('PersistentVolumeClaim wiki/wiki-texts removed')
    await cottage.reset('first')
  })
})

test('a domain is another: one line says it, unless all is asked for', async () => {
  await put({ 'network.ts': [["'cottage.example'", "'chalet.example'"]] })
  const [few, all] = [(await diff()).out, (await diff('--all')).out]
  expect(few).toMatch(/cottage\.example → [\w.]*chalet\.example, \d+ times: /)
  expect(few.split('\n').filter(line => line.startsWith('apps/'))).toEqual(['apps/cottage/network.ts:4 (zone)'])
  expect(all.split('\n').length).toBeGreaterThan(3 * few.split('\n').length)
  expect(Math.max(...all.split('\n').map(line => line.length))).toBeLessThanOrEqual(120)
})

test('synth says by name what is dangerous in what it wrote', async () => {
  await put({})
  const words = ['synth', '--no-types', '--estate', join(root, 'apps/cottage'), '--out', join(root, 'dist')]
  const synth = async (): Promise<string> =>
    (await execa('node', [join(repository, 'packages/synth/src/start.js'), ...words], { cwd: root })).stdout
  expect(await synth()).not.toContain('destroys')
  const wiki = join(root, 'apps/cottage/services/wiki.ts')
  writeFileSync(wiki, readFileSync(wiki, 'utf8').replace("'wiki-pages'", "'wiki-texts'"))
  expect(await synth()).toMatch(
    /\ndestroys kubernetes PersistentVolumeClaim wiki\/wiki-pages removed: pruning it deletes its volume[\s\S]*\nbefore it is rolled out, see `mise run diff`\n/,
  )
  // Once it is written it is said no more.
  expect(await synth()).not.toContain('destroys')
})

test('a revision without what it states: trees alone, and it says so', async () => {
  await put({})
  rmSync(join(root, 'dist/estate.json'))
  await cottage.commit('without')
  await put(renamed)
  const { out } = await diff()
  expect(out).toContain('HEAD has no estate.json: who reaches what')
  expect(out).toContain('PersistentVolumeClaim wiki/wiki-pages removed')
  await cottage.reset('first')
})

test('sources that do not load: what was stated tells the file', async () => {
  await put({})
  writeFileSync(join(root, 'apps/cottage/vault.ts'), 'export const nothing = 1\n')
  await cottage.commit('broken')
  await put(renamed)
  expect((await diff('--json')).out).toContain('"file": "apps/cottage/services/wiki.ts"')
  await cottage.reset('first')
})

test.each([
  [['nowhere'], /^error: there is no revision "nowhere"/],
  [['..'], /^error: say a revision, or two as A\.\.B/],
  [['--fail-on', 'open'], /^error: --fail-on: "open" is no danger \(did you mean opens\?\)/],
  [['--json', '--markdown'], /^error: say --json or --markdown, not both/],
] as const)('%j is wrong usage', async (words, message) => {
  const { code, err } = await diff(...words)
  expect(code).toBe(2)
  expect(err).toMatch(message)
})

test('--help tells the options and the exit codes', async () => {
  const { code, out } = await diff('--help')
  expect(code).toBe(0)
  expect(out).toMatch(/--fail-on DANGER,…/)
  expect(out).toContain('Exit codes: 0; 1 where something changed')
})

test('however much changed, a comment holds it: the longest parts are cut first', () => {
  const change = (file: string, index: number): Change => ({
    ...{ system: 'kubernetes', subject: `ConfigMap n/c${index}`, kind: 'changed', path: `data.k${index}` },
    ...{ before: 'b'.repeat(100), after: `${index}`, read: 'fields', causes: [{ file }] },
  })
  const many = Array.from({ length: 5000 }, (_, index) => change('apps/x/long.ts', index))
  const report: Report = {
    ...{ before: 'a', after: 'b', layoutOnly: [], notes: [] },
    changes: [change('apps/x/short.ts', 1), ...many],
  }
  const text = markdownOf(report)
  expect(text.length).toBeLessThanOrEqual(MARKDOWN_LIMIT)
  expect(text).toContain('apps/x/short.ts: 1')
  expect(text).toMatch(/- … \d+ more: `mise run diff` shows them/)
  expect(text.split('<details>').length).toBe(text.split('</details>').length)
})
