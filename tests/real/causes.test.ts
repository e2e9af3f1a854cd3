import { expect, test } from 'vitest'
import { explainRandomChanges } from '../support/explained.ts'
import { sourcesOf, trialOf } from '../support/lab-sources.ts'
import { root } from '../support/sources.ts'

test('every changed line of a hundred random changes of the real estate has a cause', async () => {
  const found = await explainRandomChanges(sourcesOf(root, 'blumeops'), trialOf('blumeops'), 2026, 100)
  expect(found.changes).toBeGreaterThan(80)
  expect(found.lines).toBeGreaterThan(10_000)
  // Of a thousand lines, at most five.
  expect(found.doubtful).toBeLessThan(found.lines / 200)
  // Where several causes led to a line together, it is because they did: few have only a guess.
  expect(found.together).toBeLessThan(found.lines / 20)
  process.stdout.write(`${JSON.stringify(found)}\n`)
})
