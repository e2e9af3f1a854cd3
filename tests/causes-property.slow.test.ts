/** A handful of random changes of the real estate; `mise run verify` makes many more. */
import { expect, test } from 'vitest'
import { explainRandomChanges } from './support/explained.ts'
import { sourcesOf, trialOf } from './support/lab-sources.ts'
import { root } from './support/sources.ts'

test('every changed line of random changes has a cause', async () => {
  const found = await explainRandomChanges(sourcesOf(root, 'blumeops'), trialOf('blumeops'), 7, 6)
  expect(found.changes).toBeGreaterThan(2)
  expect(found.doubtful).toBe(0)
})
