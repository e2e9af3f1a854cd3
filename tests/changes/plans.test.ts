/** In what order a change is rolled out; each case was written by hand before the code. */
import { type PlannedStep, planLines, runText } from '@homelab/plan'
import { rules } from '@homelab/plan/order'
import { describe, expect, test } from 'vitest'
import type { Case } from './case.ts'
import { revisionOf } from './cottage.ts'
import { type Planned, planned, plannedCases } from './planned.ts'
import { unsound } from './sound.ts'

function fits(claim: string, text: string): boolean {
  const parts = claim.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}

type Texts = Readonly<Record<string, readonly string[]>>

function textsOf(steps: readonly PlannedStep[], of: (step: PlannedStep) => readonly string[]): Texts {
  return Object.fromEntries(steps.map(step => [step.id, of(step)]))
}

/** Claims of a step that none of its texts fits, with what it says. */
function unmet(claims: Readonly<Record<string, string | readonly string[]>> = {}, texts: Texts): readonly string[] {
  return Object.entries(claims).flatMap(([id, all]) =>
    [all]
      .flat()
      .filter(claim => !(texts[id] ?? []).some(text => fits(claim, text)))
      .map(claim => `${id}: ${claim}, got ${JSON.stringify(texts[id])}`),
  )
}

/** Whether a step names another among those before it, or one of these does. */
function hasReason(steps: readonly PlannedStep[], first: string, second: string): boolean {
  const before = steps.find(({ id }) => id === second)?.after ?? []
  return before.some(({ step }) => step === first || hasReason(steps, first, step))
}

const known = new Map<Case, Promise<Planned>>()

function plannedOnce(change: Case): Promise<Planned> {
  const found = known.get(change) ?? plannedOf(change)
  known.set(change, found)
  return found
}

async function plannedOf({ before = {}, edits }: Case): Promise<Planned> {
  return planned(await revisionOf('before', before), await revisionOf('after', edits))
}

test('each case of the diff has a plan that was written by hand', () => {
  expect(plannedCases.length).toBeGreaterThan(27)
})

describe.each(plannedCases)('$name', ({ change, expected }) => {
  test('is rolled out in this order', async () => {
    const found = await plannedOnce(change)
    const { plan: made } = found
    const { steps, tests, without } = made
    const runs = steps.map(step => `${step.id}: ${runText(step.run)}`)
    const place = new Map(steps.map(({ id }, index) => [id, index]))
    const claims = {
      steps: expected.steps.filter(claim => !runs.some(text => fits(claim, text))),
      unclaimed: 'only' in expected ? runs.filter(text => !expected.steps.some(claim => fits(claim, text))) : [],
      order: expected.order.filter(([first, second]) => !hasReason(steps, first, second)),
      turns: (expected.turns ?? []).filter(
        ([first, second]) => !((place.get(first) ?? Number.NaN) < (place.get(second) ?? Number.NaN)),
      ),
      watch: unmet(
        expected.watch,
        textsOf(steps, ({ watch }) => watch.map(planLines.watch)),
      ),
      interrupts: unmet(
        expected.interrupts,
        textsOf(steps, ({ interrupts }) => interrupts.map(planLines.interrupts)),
      ),
      back: unmet(
        expected.back,
        textsOf(steps, ({ back }) => [planLines.back(back)]),
      ),
      carries: unmet(
        expected.carries,
        textsOf(steps, ({ dangers }) => dangers.map(planLines.danger)),
      ),
      takes: unmet(
        expected.takes,
        textsOf(steps, ({ takes }) => takes),
      ),
      tests: (expected.tests ?? []).filter(claim => !tests.some(one => fits(claim, planLines.test(one)))),
      without: (expected.without ?? []).filter(claim => !without.some(one => fits(claim, planLines.without(one)))),
      silent: runs.filter(text => expected.silent.some(claim => fits(`${claim}: *`, text))),
    }
    expect(claims, planLines.all(made)).toEqual({
      ...{
        steps: [],
        unclaimed: [],
        order: [],
        turns: [],
        watch: [],
        interrupts: [],
        back: [],
        carries: [],
        takes: [],
        tests: [],
      },
      ...{ without: [], silent: [] },
    })
    expect(unsound(made, found.changes, found.before, found.after), planLines.all(made)).toEqual([])
    // The same backwards: what came goes.
    const { before = {}, edits } = change
    const back = await planned(await revisionOf('before', edits), await revisionOf('after', before))
    expect(unsound(back.plan, back.changes, back.before, back.after), planLines.all(back.plan)).toEqual([])
  })
})

/** What a case claims of order, or holds of any plan, without one of the reasons. */
test.each(rules.map(({ name }) => name))('without %s something is wrong', async name => {
  const others = rules.filter(rule => rule.name !== name)
  const wrong = (
    await Promise.all(
      plannedCases.map(async ({ change, expected }) => {
        const { by, changes, before, after } = await plannedOnce(change)
        const made = by(others)
        const interrupted = textsOf(made.steps, ({ interrupts }) => interrupts.map(planLines.interrupts))
        return [
          ...expected.order.filter(([first, second]) => !hasReason(made.steps, first, second)),
          ...unmet(expected.interrupts, interrupted),
          ...unsound(made, changes, before, after),
        ]
      }),
    )
  ).flat()
  expect(wrong).not.toEqual([])
})
