/** In what order a change is rolled out; each case was written by hand before the code. */
import { globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { hostParts } from '@homelab/ansible-gen'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { type Plan, type PlannedStep, plan, planLines, runText } from '@homelab/plan'
import { secretStores } from '@homelab/secrets'
import { compared } from '@homelab/synth/diff'
import { describe, expect, test } from 'vitest'
import { drawer } from '../fixtures/cottage/apps/cottage/store.ts'
import type { Case } from './case.ts'
import { revisionOf } from './cottage.ts'
import type { PlanCase } from './plan-case.ts'

const parts = [...clusterParts, ...hostParts, ...sightParts, ...secretStores, drawer]

const folders = globSync('cases/*/case.ts', { cwd: import.meta.dirname }).toSorted()
const cases = await Promise.all(
  folders.map(async path => {
    const load = async (file: string): Promise<unknown> =>
      ((await import(join(import.meta.dirname, dirname(path), file))) as { readonly default: unknown }).default
    const name = basename(dirname(path))
    return { name, change: (await load('case.ts')) as Case, expected: (await load('plan.ts')) as PlanCase }
  }),
)

async function planOf({ before = {}, edits }: Case): Promise<Plan> {
  const [was, is] = [await revisionOf('before', before), await revisionOf('after', edits)]
  const { changes, estates } = await compared(was, is, parts)
  if (estates.before === undefined || estates.after === undefined) throw new Error('an estate is missing')
  return plan(changes, estates.before, estates.after, parts)
}

function fits(claim: string, text: string): boolean {
  const parts = claim.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}

type Texts = Readonly<Record<string, readonly string[]>>

function textsOf(steps: readonly PlannedStep[], of: (step: PlannedStep) => readonly string[]): Texts {
  return Object.fromEntries(steps.map(step => [step.id, of(step)]))
}

/** Claims of a step that none of its texts fits, with what it says. */
function unmet(claims: Readonly<Record<string, string>> = {}, texts: Texts): readonly string[] {
  return Object.entries(claims).flatMap(([id, claim]) =>
    (texts[id] ?? []).some(text => fits(claim, text)) ? [] : [`${id}: ${claim}, got ${JSON.stringify(texts[id])}`],
  )
}

test('each case of the diff has a plan that was written by hand', () => {
  expect(cases.length).toBe(24)
})

describe.each(cases)('$name', ({ change, expected }) => {
  test('is rolled out in this order', async () => {
    const made = await planOf(change)
    const { steps, tests, without } = made
    const runs = steps.map(step => `${step.id}: ${runText(step.run)}`)
    const place = new Map(steps.map(({ id }, index) => [id, index]))
    const claims = {
      steps: expected.steps.filter(claim => !runs.some(text => fits(claim, text))),
      unclaimed: 'only' in expected ? runs.filter(text => !expected.steps.some(claim => fits(claim, text))) : [],
      order: expected.order.filter(([first, second]) => !((place.get(first) ?? NaN) < (place.get(second) ?? NaN))),
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
      tests: (expected.tests ?? []).filter(claim => !tests.some(one => fits(claim, planLines.test(one)))),
      without: (expected.without ?? []).filter(claim => !without.some(one => fits(claim, planLines.without(one)))),
      silent: runs.filter(text => expected.silent.some(claim => fits(`${claim}: *`, text))),
    }
    expect(claims, planLines.all(made)).toEqual({
      ...{ steps: [], unclaimed: [], order: [], watch: [], interrupts: [], back: [], carries: [], tests: [] },
      ...{ without: [], silent: [] },
    })
  })
})
