import type { Wait } from '../resolved.ts'
import { type Draft, whereIs } from './draft.ts'

/**
 * An order in which every service starts after those it must wait for: its databases' servers, where people log in for it, and
 * its `after` needs.
 * Ties keep the estate's order. Each cycle is a finding; its members start together, as if none waited for another.
 */
export function startOrder(draft: Draft): string[] {
  const waitsFor = new Map(draft.services.map(service => [service.name, mustPrecede(draft, service.name)]))
  const done = new Set<string>()
  let waiting = [...waitsFor.keys()]
  while (waiting.length > 0) {
    const ready = waiting.filter(name => [...(waitsFor.get(name) ?? [])].every(other => done.has(other)))
    const next = ready.length > 0 ? ready : findCycle(waiting, waitsFor)
    if (ready.length === 0) reportCycle(draft, next)
    for (const name of next) done.add(name)
    waiting = waiting.filter(name => !done.has(name))
  }
  return [...done]
}

function reportCycle(draft: Draft, cycle: readonly string[]): void {
  const first = draft.services.find(({ name }) => name === cycle[0])
  if (first === undefined) return
  draft.findings.push({
    code: 'start-cycle',
    where: whereIs(first, 'needs'),
    problem: `services wait for each other to start: ${[...cycle, cycle[0]].join(' -> ')}`,
    fix: 'let one of them come up without the other, and turn its `after` or database into an endpoint',
  })
}

function mustPrecede(draft: Draft, name: string): ReadonlySet<string> {
  return new Set(waitsOf(draft, name).map(({ to }) => to))
}

/** What each service waits for: what it says, the servers of its databases, and where people log in for it. */
export function resolveWaits(draft: Draft): Wait[] {
  return [...draft.byName.keys()].flatMap(name => waitsOf(draft, name))
}

function waitsOf(draft: Draft, name: string): readonly Wait[] {
  const { needs = [] } = draft.byName.get(name) ?? {}
  const waits = needs
    .flatMap((need): Wait[] => {
      if (need.need === 'start') return [{ from: name, to: need.of, why: need.why }]
      if (need.need === 'login') return [{ from: name, to: need.of, why: 'lets people log in with it' }]
      return need.need === 'database' ? [{ from: name, to: need.server, why: `keeps its data in ${need.name}` }] : []
    })
    .filter(({ to }) => draft.byName.has(to))
  // Several programs of one service log in at one place.
  return [...new Map(waits.map(wait => [`${wait.to} ${wait.why}`, wait])).values()]
}

/** One cycle among services that wait; every one of them waits for another of them, so walking on must close a circle. */
function findCycle(waiting: readonly string[], waitsFor: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const path: string[] = []
  let next = waiting[0]
  while (next !== undefined && !path.includes(next)) {
    path.push(next)
    next = [...(waitsFor.get(next) ?? [])].find(other => waiting.includes(other))
  }
  return next === undefined ? [] : path.slice(path.indexOf(next))
}
