/** What cases claim of changes and plans, held against what was made of them. */
import { changeText } from '@homelab/changes'
import type { Change } from '@homelab/estate/model'
import { type Plan, type PlannedStep, planLines, runText } from '@homelab/plan'
import type { Case } from './case.ts'
import type { PlanCase } from './plan-case.ts'

/** Whether a claim, in which `*` stands for anything, is what a text says. */
export function fits(claim: string, text: string): boolean {
  const parts = claim.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}

export function changeLine(change: Change): string {
  return `${change.danger ?? '-'} ${change.system} ${changeText(change)}`
}

/** What is wrong with what is said, where anything is. */
export function unsaid({ says, silent, only }: Pick<Case, 'says' | 'silent' | 'only'>, told: readonly Change[]) {
  const lines = told.map(changeLine)
  const missing = says.filter(claim => !lines.some(line => fits(claim, line)))
  return {
    missing,
    forbidden: silent.flatMap(claim => lines.filter(line => fits(claim, line))),
    unclaimed: only === true ? lines.filter(line => !says.some(claim => fits(claim, line))) : [],
    lines: missing.length > 0 ? lines : [],
  }
}

export const allSaid: ReturnType<typeof unsaid> = { missing: [], forbidden: [], unclaimed: [], lines: [] }

type Texts = Readonly<Record<string, readonly string[]>>

export function textsOf(steps: readonly PlannedStep[], of: (step: PlannedStep) => readonly string[]): Texts {
  return Object.fromEntries(steps.map(step => [step.id, of(step)]))
}

/** Claims of a step that none of its texts fits, with what it says. */
export function unmet(
  claims: Readonly<Record<string, string | readonly string[]>> = {},
  texts: Texts,
): readonly string[] {
  return Object.entries(claims).flatMap(([id, all]) =>
    [all]
      .flat()
      .filter(claim => !(texts[id] ?? []).some(text => fits(claim, text)))
      .map(claim => `${id}: ${claim}, got ${JSON.stringify(texts[id])}`),
  )
}

/** Whether a step names another among those before it, or one of these does. */
export function hasReason(steps: readonly PlannedStep[], first: string, second: string): boolean {
  const before = steps.find(({ id }) => id === second)?.after ?? []
  return before.some(({ step }) => step === first || hasReason(steps, first, step))
}

/** What a plan leaves of its claims, a list for each kind of them. */
export function unplanned(expected: PlanCase, { steps, tests, without }: Plan) {
  const runs = steps.map(step => `${step.id}: ${runText(step.run)}`)
  const place = new Map(steps.map(({ id }, index) => [id, index]))
  const texts = (of: (step: PlannedStep) => readonly string[]): Texts => textsOf(steps, of)
  const isBefore = (first: string, second: string): boolean =>
    (place.get(first) ?? Number.NaN) < (place.get(second) ?? Number.NaN)
  return {
    steps: expected.steps.filter(claim => !runs.some(text => fits(claim, text))),
    unclaimed: 'only' in expected ? runs.filter(text => !expected.steps.some(claim => fits(claim, text))) : [],
    order: expected.order.filter(([first, second]) => !hasReason(steps, first, second)),
    turns: (expected.turns ?? []).filter(([first, second]) => !isBefore(first, second)),
    watch: unmet(
      expected.watch,
      texts(({ watch }) => watch.map(planLines.watch)),
    ),
    interrupts: unmet(
      expected.interrupts,
      texts(({ interrupts }) => interrupts.map(planLines.interrupts)),
    ),
    back: unmet(
      expected.back,
      texts(({ back }) => [planLines.back(back)]),
    ),
    carries: unmet(
      expected.carries,
      texts(({ dangers }) => dangers.map(planLines.danger)),
    ),
    takes: unmet(
      expected.takes,
      texts(({ takes }) => takes),
    ),
    tests: (expected.tests ?? []).filter(claim => !tests.some(one => fits(claim, planLines.test(one)))),
    without: (expected.without ?? []).filter(claim => !without.some(one => fits(claim, planLines.without(one)))),
    silent: runs.filter(text => expected.silent.some(claim => fits(`${claim}: *`, text))),
  }
}

export const allPlanned: ReturnType<typeof unplanned> = {
  ...{ steps: [], unclaimed: [], order: [], turns: [], watch: [], interrupts: [], back: [], carries: [], takes: [] },
  ...{ tests: [], without: [], silent: [] },
}
