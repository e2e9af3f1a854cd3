import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FindingCode, findingCodes } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { fixturesIn } from './support/fixtures.ts'
import { openFindings, render } from './support/render.ts'
import { root } from './support/sources.ts'

const fixtures = [...(await fixturesIn('invalid')), ...(await fixturesIn('valid'))]

/** Found where no estate alone can show them: each has tests of its own in the package that finds it. */
const elsewhere: Readonly<Partial<Record<FindingCode, string>>> = {
  'broken-manifest': 'packages/synth: the list of what the last run wrote',
  'unchecked-types': 'packages/synth: no compiler, or one that fails',
  'foreign-file': 'packages/synth: files that lie in the rendered folder',
  'missing-value': 'tests/kept-files.test.ts: files of the repository',
  'plain-value': 'tests/kept-files.test.ts: files of the repository',
  'wrong-recipients': 'tests/kept-files.test.ts: files of the repository',
  'restated-fact': 'packages/synth: the sources of an estate',
  'unlisted-file': 'packages/synth: the folder of service files against the list',
}

test.each(fixtures)('$name gives exactly its findings', ({ estate, expected }) => {
  expect(openFindings(render(estate).findings)).toEqual(expected)
})

test.each(fixtures)('$name: every finding says where it is, in which file, and what to do', ({ estate }) => {
  for (const { where, problem, fix } of render(estate).findings) {
    expect(where.file).toMatch(/\.ts$/)
    expect(problem).not.toMatch(/\.$|\[object/)
    expect(fix).toMatch(/^\w/)
  }
})

test.each(fixtures)('$name: every finding is on the line that is marked', ({ estate, file, here }) => {
  const places = render(estate).findings.filter(({ accepted }) => accepted === undefined)
  const own = places.flatMap(({ where }) => (where.file === file ? [where.line] : []))
  expect([...new Set(own)].toSorted((a = 0, b = 0) => a - b)).toEqual(here)
  // What several fixtures share is made in a file above theirs.
  for (const { where } of places.filter(one => one.where.file !== file)) {
    const lines = readFileSync(join(root, 'tests', where.file ?? ''), 'utf8').split('\n')
    expect(lines[(where.line ?? 0) - 1]).toContain(`('${where.subject.split('.')[0]}', {`)
  }
})

test.each(fixtures)(
  '$name: no projection throws over it, but for a text that its format refuses',
  ({ name, estate }) => {
    expect(render(estate).stopped.length > 0).toBe(name.startsWith('refused-text'))
  },
)

test.each(fixtures)('$name: what no finding left out has its page', ({ estate }) => {
  const { files, findings, resolved } = render(estate)
  const refused = new Set(
    findings.flatMap(({ code, where: { subject, path } }) =>
      code === 'wrong-type' || (code === 'invalid-name' && path === undefined) ? [subject] : [],
    ),
  )
  const whole = resolved.services.map(({ name }) => name).filter(name => !refused.has(name))
  expect(whole.filter(name => !files.has(`docs/services/${name}.md`))).toEqual([])
  expect(files.has('docs/index.md')).toBe(true)
})

test('every code has a fixture that is named after it', () => {
  const missing = Object.keys(findingCodes).filter(
    code => !(code in elsewhere) && !fixtures.some(({ name }) => name === code || name.startsWith(`${code}-`)),
  )
  expect(missing).toEqual([])
})
