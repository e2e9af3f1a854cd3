import { expect, test } from 'vitest'
import { acceptFor, type Finding, formatFinding, judge } from '../src/model.ts'

const finding: Finding = {
  code: 'unpinned-image',
  where: { subject: 'web', path: 'example.org/app', file: 'apps/lab/services/web.ts' },
  problem: 'the image may change under the same name',
  got: 'example.org/app:latest',
  expected: 'a version',
  fix: 'pin the version',
}

const accepting = (...acceptances: ReturnType<typeof acceptFor>[]): Parameters<typeof judge>[0] => ({
  acceptances,
  services: [],
  file: 'apps/lab/estate.ts',
})

test('a finding reads: code, place, what is wrong, what was got and expected, what to do', () => {
  expect(formatFinding(finding)).toBe(
    'unpinned-image web.example.org/app [apps/lab/services/web.ts]: the image may change under the same name ' +
      '(got example.org/app:latest, expected a version); pin the version',
  )
})

test('an acceptance matches code, subject and path, and its reason is shown', () => {
  const [judged] = judge(
    accepting(acceptFor('web', 'unpinned-image', 'upstream tags nothing else', 'example.org/app')),
    [finding],
  )
  expect(judged?.accepted).toBe('upstream tags nothing else')
  expect(judged === undefined ? '' : formatFinding(judged)).toMatch(/; accepted: upstream tags nothing else$/)
})

test.each([
  ['another place', acceptFor('web', 'unpinned-image', 'why', 'example.org/other')],
  ['no place', acceptFor('web', 'unpinned-image', 'why')],
  ['another subject', acceptFor('app', 'unpinned-image', 'why', 'example.org/app')],
  ['another code', acceptFor('web', 'unknown-secret', 'why', 'example.org/app')],
])('an acceptance of %s accepts nothing, and is stale', (_, acceptance) => {
  const judged = judge(accepting(acceptance), [finding])
  expect(judged.map(({ code, accepted }) => [code, accepted])).toEqual([
    ['unpinned-image', undefined],
    ['stale-acceptance', undefined],
  ])
})

test('an acceptance is of one finding: another at its place, in other words, stays open', () => {
  const acceptance = acceptFor('web', 'unpinned-image', 'upstream tags nothing else', 'example.org/app')
  const second: Finding = { ...finding, got: 'example.org/app:edge' }
  const judged = judge(accepting(acceptance), [finding, finding, second])
  expect(judged.map(({ got, accepted }) => [got, accepted])).toEqual([
    ['example.org/app:latest', 'upstream tags nothing else'],
    ['example.org/app:latest', 'upstream tags nothing else'],
    ['example.org/app:edge', undefined],
  ])
})
