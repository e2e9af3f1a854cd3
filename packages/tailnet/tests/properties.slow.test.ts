import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessBetween, accessOf } from '../src/compile.ts'
import { type Compiled, compile, type Inventory, type Policy, permits, reach, reachIn } from '../src/index.ts'
import { grants, inventories, peoplePolicies, policies, traffic } from './arbitraries.ts'
import { allowedByOracle, type Question } from './oracle.ts'

/** Everything that can be asked of an inventory. */
function questions(compiled: Compiled): readonly Question[] {
  const names = compiled.endpoints.map(({ name }) => name)
  return names.flatMap(from => names.flatMap(to => traffic.map(kind => ({ from, to, ...kind }))))
}

function answers(policy: Policy, inventory: Inventory): readonly string[] {
  const compiled = compile(policy, inventory)
  return questions(compiled)
    .filter(question => permits(compiled, question).allowed)
    .map(({ from, to, protocol, port }) => `${from} -> ${to} ${protocol}:${port}`)
}

describe('the evaluator', () => {
  test('answers as a naive one does', () => {
    let allowed = 0
    fc.assert(
      fc.property(policies, inventories, (policy, inventory) => {
        const compiled = compile(policy, inventory)
        for (const question of questions(compiled)) {
          const answer = permits(compiled, question).allowed
          if (answer) allowed++
          expect({ ...question, answer }).toEqual({
            ...question,
            answer: allowedByOracle(policy, inventory, question),
          })
        }
      }),
      { numRuns: 150 },
    )
    // A generator under which nothing is ever allowed would prove nothing.
    expect(allowed).toBeGreaterThan(1000)
  })

  test('never takes access away when a grant is added', () => {
    fc.assert(
      fc.property(policies, grants, inventories, (policy, grant, inventory) => {
        const more = { ...policy, grants: [...(policy.grants ?? []), grant] }
        expect(new Set(answers(more, inventory)).isSupersetOf(new Set(answers(policy, inventory)))).toBe(true)
      }),
    )
  })

  test('does not care for the order of grants', () => {
    fc.assert(
      fc.property(policies, inventories, (policy, inventory) => {
        const turned = { ...policy, grants: policy.grants?.toReversed() ?? [] }
        expect(answers(turned, inventory)).toEqual(answers(policy, inventory))
      }),
    )
  })

  test('denies by default', () => {
    fc.assert(
      fc.property(policies, inventories, (policy, inventory) => {
        expect(answers({ ...policy, grants: [] }, inventory)).toEqual([])
        expect(reachIn(compile({ ...policy, grants: [] }, inventory), { to: 'd0' })).toEqual([])
      }),
    )
  })

  test('gives a tagged device no right of a user', () => {
    fc.assert(
      fc.property(peoplePolicies, inventories, (policy, inventory) => {
        const machines = inventory.endpoints.flatMap(one =>
          one.kind === 'device' && one.identity.by === 'tags' ? [one.name] : [],
        )
        for (const from of machines) expect(reach(policy, inventory, { from })).toEqual([])
      }),
    )
  })

  test('says the same of endpoints by name and of parties by selector', () => {
    fc.assert(
      fc.property(policies, inventories, (policy, inventory) => {
        const compiled = compile(policy, inventory)
        compiled.parties.forEach((source, from) => {
          const own = accessOf(compiled, from)
          compiled.parties.forEach((target, to) => {
            const named = own.filter(access => access.to === to).map(({ capability, rule }) => ({ capability, rule }))
            const hosted = inventory.endpoints.find(one => one.kind === 'service' && one.name === target.name)
            const apart = from === to || (hosted?.kind === 'service' && hosted.hosts?.includes(source.name ?? ''))
            expect(apart === true ? [] : accessBetween(compiled, source, target)).toEqual(named)
          })
        })
      }),
    )
  })

  test('answers from one end as from the other', () => {
    fc.assert(
      fc.property(policies, inventories, (policy, inventory) => {
        const compiled = compile(policy, inventory)
        const names = compiled.endpoints.map(({ name }) => name)
        const key = (row: object): string => JSON.stringify(row)
        const out = names.flatMap(from => reachIn(compiled, { from })).map(key)
        const into = names.flatMap(to => reachIn(compiled, { to })).map(key)
        expect(out.toSorted()).toEqual(into.toSorted())
      }),
    )
  })
})
