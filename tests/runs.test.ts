import type { Resolved, Runs, Step } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { resolvedOnce } from './support/opened.ts'

const estates = [
  ['blumeops', resolvedOnce(blumeops)],
  ['minilab', resolvedOnce(minilab)],
] as const

/** Every entry of what runs, whichever list it stands in. */
function entriesOf(runs: Runs): readonly { readonly id: string }[] {
  const server = runs.databaseServer === undefined ? [] : [runs.databaseServer]
  const lists = Object.values(runs).filter(Array.isArray) as readonly (readonly { readonly id: string }[])[]
  return [...server, ...lists.flat()]
}

function allSteps({ operations, services }: Resolved): readonly Step[] {
  return [...operations, ...services.flatMap(({ runs }) => runs.operations)]
}

test.each(estates)('each entry of %s has an id of its own', (_, { services }) => {
  const ids = services.flatMap(({ runs }) => entriesOf(runs).map(({ id }) => id))
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test.each(estates)('each step of %s is of something that is there', (_, resolved) => {
  const entries = new Set(resolved.services.flatMap(({ runs }) => entriesOf(runs).map(({ id }) => id)))
  const steps = new Set(allSteps(resolved).map(({ id }) => id))
  const others = new Set(['tailnet', 'dns', ...resolved.hosts.map(({ name }) => `host/${name}`)])
  const lost = allSteps(resolved).flatMap(({ id, to, interrupts, after, until, undo }) => [
    ...[to, ...interrupts].filter(each => !entries.has(each) && !others.has(each)).map(each => `${id}: ${each}`),
    ...[...after, ...(undo === undefined ? [] : [undo])].filter(each => !steps.has(each)).map(each => `${id}: ${each}`),
    ...(until === undefined || entries.has(until) ? [] : [`${id}: ${until}`]),
  ])
  expect(lost).toEqual([])
})

test.each(estates)('what runs of %s is plain data', (_, { services }) => {
  for (const { runs } of services) expect(JSON.parse(JSON.stringify(runs))).toEqual(runs)
})

test('what nobody knows is unknown, and not nothing', () => {
  for (const [, { services }] of estates)
    for (const { external, runs } of services)
      if (external) expect([runs.volumes, runs.delivered, runs.reads, runs.files]).toEqual(Array(4).fill('unknown'))
})
