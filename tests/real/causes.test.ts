import { expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import { explainRandomChanges, explainRandomFacts } from '../support/explained.ts'
import { sourcesOf, trialOf } from '../support/lab-sources.ts'
import { root } from '../support/sources.ts'

test('every changed line of many random changes of the real estate has a cause', async () => {
  const found = await explainRandomChanges(sourcesOf(root, 'blumeops'), trialOf('blumeops'), 2026, 60)
  // The others show nothing, or a finding keeps them from being rendered.
  expect(found.changes).toBeGreaterThan(40)
  expect(found.lines).toBeGreaterThan(1000)
  // Of a thousand lines, at most five.
  expect(found.doubtful).toBeLessThan(found.lines / 200)
  // Where several causes led to a line together, it is because they did: few have only a guess.
  expect(found.together).toBeLessThan(found.lines / 20)
  process.stdout.write(`${JSON.stringify(found)}\n`)
})

test('every changed line has a cause where only what was stated is known', async () => {
  const found = await explainRandomFacts(sourcesOf(root, 'blumeops'), trialOf('blumeops'), blumeops.parts, 2026, 30)
  expect(found.changes).toBeGreaterThan(10)
  expect(found.together).toBeLessThan(found.lines / 20)
  process.stdout.write(`${JSON.stringify(found)}\n`)
})
