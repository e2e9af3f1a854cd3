/** In what order a change is rolled out; each case was written by hand before the code. */
import { planLines } from '@homelab/plan'
import { rules } from '@homelab/plan/order'
import { describe, expect, test } from 'vitest'
import type { Case } from './case.ts'
import { allPlanned, hasReason, textsOf, unmet, unplanned } from './claims.ts'
import { revisionOf } from './cottage.ts'
import { type Planned, planned, plannedCases } from './planned.ts'
import { unsound } from './sound.ts'

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
    expect(unplanned(expected, made), planLines.all(made)).toEqual(allPlanned)
    expect(unsound(made, found.changes, found.before, found.after), planLines.all(made)).toEqual([])
    // The same backwards: what came goes.
    const { before = {}, edits } = change
    const back = await planned(await revisionOf('before', edits), await revisionOf('after', before))
    expect(unsound(back.plan, back.changes, back.before, back.after), planLines.all(back.plan)).toEqual([])
  })
})

test('what a proxy takes over while it runs interrupts nobody who stays', async () => {
  const renamed = plannedCases.find(({ name }) => name === 'rename-a-host-name')
  if (renamed === undefined) throw new Error('no such case')
  const { plan: made } = await plannedOnce(renamed.change)
  const played = made.steps.find(({ id }) => id === 'caddy/role/caddy#apply')
  expect(played?.interrupts.map(planLines.interrupts)).toEqual([
    'whoever uses https://wiki.in.cottage.example: nobody answers there, for good',
  ])
})

test('who is without something that restarts is everybody who needs it, asks its database or leads to it', async () => {
  const told = await Promise.all(
    plannedCases.map(async ({ name, change }) => {
      const { plan: made, before } = await plannedOnce(change)
      const users = (service: string): readonly string[] =>
        before.flows
          .filter(({ origin, to }) => to === service && ['need', 'database', 'route'].includes(origin))
          .map(({ from }) => from)
      return made.steps.flatMap(({ interrupts }) =>
        interrupts.flatMap(({ who: [service, ...others], what }) =>
          service !== undefined && what.startsWith(`${service} restarts`)
            ? [{ name, service, others: others.toSorted(), users: [...new Set(users(service))].toSorted() }]
            : [],
        ),
      )
    }),
  )
  expect(told.flat().some(({ users }) => users.length > 0)).toBe(true)
  expect(told.flat().filter(({ others, users }) => others.join() !== users.join())).toEqual([])
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
