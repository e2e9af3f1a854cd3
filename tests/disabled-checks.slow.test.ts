import { afterEach, expect, test, vi } from 'vitest'
import { rules } from './support/disabled-checks.ts'
import { fixturesIn } from './support/fixtures.ts'
import { openFindings } from './support/render.ts'

afterEach(() => vi.resetModules())

test.each(rules)('without %s %s exactly its fixtures turn red', async (file, rule, fixtures) => {
  const path = `../${file}`
  vi.resetModules()
  vi.doMock(path, async original => ({ ...(await original<object>()), [rule]: () => [] }))
  const { render } = await import('./support/render.ts')
  const all = await fixturesIn('invalid')
  const red = all.filter(({ estate, expected }) => {
    try {
      return openFindings(render(estate).findings).join() !== expected.join()
    } catch {
      // What the rule keeps away from the projections makes one of them throw.
      return true
    }
  })
  vi.doUnmock(path)
  expect(red.map(({ name }) => name).toSorted()).toEqual(fixtures.toSorted())
  // It renders every fixture.
})
