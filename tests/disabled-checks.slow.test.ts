import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { rules } from './support/disabled-checks.ts'
import type { Fixture } from './support/fixtures.ts'

type Rule = (...words: readonly unknown[]) => unknown

/** The rule that finds nothing for now, and those that found something since this was emptied, as `FILE RULE`. */
let disabled: string | undefined
const found = new Set<string>()

/** A rule that can be switched off. */
function switched(key: string, rule: Rule): Rule {
  return (...words) => {
    if (disabled === key) return []
    const findings = rule(...words)
    if (!Array.isArray(findings) || findings.length > 0) found.add(key)
    return findings
  }
}

/** Fixtures by the rules that find something in them: only these can change without the rule. */
const touched = new Map<string, Fixture[]>()
let isRed: (fixture: Fixture) => boolean

beforeAll(async () => {
  for (const [file, inFile] of Map.groupBy(rules, ([name]) => name)) {
    vi.doMock(`../${file}`, async original => {
      const module = await original<Record<string, Rule>>()
      const named = inFile.map(([, name]) => [name, module[name]] as const)
      const wrapped = named.map(([name, rule]) => [name, switched(`${file} ${name}`, rule ?? missing(file, name))])
      return { ...module, ...Object.fromEntries(wrapped) }
    })
  }
  const { openFindings, render } = await import('./support/render.ts')
  const { fixturesIn } = await import('./support/fixtures.ts')
  isRed = ({ estate, expected }) => {
    try {
      // A copy: what was rendered before is remembered by its estate.
      return openFindings(render({ ...estate }).findings).join() !== expected.join()
    } catch {
      // What the rule keeps away from the projections makes one of them throw.
      return true
    }
  }
  for (const fixture of await fixturesIn('invalid')) {
    found.clear()
    if (isRed(fixture)) throw new Error(`${fixture.name} is red with all rules`)
    for (const key of found) touched.set(key, [...(touched.get(key) ?? []), fixture])
  }
})
afterEach(() => {
  disabled = undefined
})

function missing(file: string, name: string): never {
  throw new Error(`${file} exports no ${name}`)
}

test.each(rules)('without %s %s exactly its fixtures turn red', (file, rule, fixtures) => {
  disabled = `${file} ${rule}`
  const red = (touched.get(disabled) ?? []).filter(isRed)
  expect(red.map(({ name }) => name).toSorted()).toEqual(fixtures.toSorted())
})
