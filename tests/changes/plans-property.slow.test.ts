/** Whatever changes at once: no step before what it needs, none that removes what a later one reads, none without a word on the way back. */

import { planLines } from '@homelab/plan'
import type { Revision } from '@homelab/synth/diff'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cottageSources, cottageTrial, edited } from '../support/lab-sources.ts'
import type { Case } from './case.ts'
import { rendered } from './cottage.ts'
import { planned, plannedCases } from './planned.ts'
import { unsound } from './sound.ts'

type Edits = Case['edits']

/** The edits of several cases; nothing where two are of one text. */
function merged(all: readonly Edits[]): Edits | undefined {
  const result: Record<string, Edits[string]> = {}
  for (const edits of all)
    for (const [file, change] of Object.entries(edits)) {
      const own = result[file]
      if (!(file in result)) result[file] = change
      else if (Array.isArray(own) && Array.isArray(change)) result[file] = [...own, ...change]
      else return undefined
    }
  return result
}

const made = new Map<string, Promise<Revision | undefined>>()

/** Nothing where the edits do not go together, or make findings. */
function revision(names: readonly string[]): Promise<Revision | undefined> {
  const key = names.join('+')
  const known = made.get(key) ?? make(names)
  made.set(key, known)
  return known
}

async function make(names: readonly string[]): Promise<Revision | undefined> {
  const edits = merged(plannedCases.filter(({ name }) => names.includes(name)).map(({ change }) => change.edits))
  if (edits === undefined) return undefined
  try {
    const sources = edited(cottageSources, edits, 'cottage')
    const outcome = await cottageTrial.run(sources)
    if ('failed' in outcome || [...outcome.findings].length > 0) return undefined
    return rendered(names.join(' and '), sources, outcome.files)
  } catch {
    return undefined
  }
}

const some = fc.subarray(
  plannedCases.map(({ name }) => name),
  { maxLength: 4 },
)

test('random changes of the estate, from any of its states to any other', async () => {
  let [told, steps, costs] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(some, some, async (first, second) => {
      const [was, is] = [await revision(first), await revision(second)]
      fc.pre(was !== undefined && is !== undefined)
      if (was === undefined || is === undefined) return
      const { plan, changes, before, after } = await planned(was, is)
      expect(unsound(plan, changes, before, after), planLines.all(plan)).toEqual([])
      told += 1
      steps += plan.steps.length
      costs += plan.steps.flatMap(({ interrupts }) => interrupts).filter(({ until }) => until !== undefined).length
    }),
    { numRuns: 120, seed: 27 },
  )
  // They are changes that take something, and some of them contradict themselves.
  expect(told).toBeGreaterThan(100)
  expect(steps / told).toBeGreaterThan(8)
  expect(costs).toBeGreaterThan(5)
})
