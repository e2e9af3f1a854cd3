/** What `impact` says of ten falls; the answers were worked out by hand, before the code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookup } from '@homelab/estate/model'
import { impactDocument, impactLines, impactOf } from '@homelab/synth/impact'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import { fits } from '../changes/claims.ts'
import { resolvedOnce } from '../support/opened.ts'
import { root } from '../support/sources.ts'
import { cases } from './cases.ts'

const path = join(root, 'packages/synth/schema/impact.schema.json')
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(path, 'utf8')) as object)

describe.each(cases)('$asked', ({ asked, says, silent }) => {
  test('says what was worked out by hand, and nothing that must not be said', () => {
    const lines = impactLines(impactOf(resolvedOnce(blumeops), asked))
    const missing = says.filter(claim => !lines.some(line => fits(claim, line)))
    const forbidden = silent.flatMap(claim => lines.filter(line => fits(claim, line)))
    expect({ missing, forbidden, lines: missing.length > 0 ? lines : [] }).toEqual({
      missing: [],
      forbidden: [],
      lines: [],
    })
  })

  test('as JSON it is as the published schema says', () => {
    validate(impactDocument(impactOf(resolvedOnce(blumeops), asked)))
    expect(validate.errors).toBe(null)
  })
})

test('what has stopped is why no alert is sent, and not also what it reaches or is reached by', () => {
  const resolved = resolvedOnce(blumeops)
  const asked = [...resolved.hosts, ...resolved.clusters, ...resolved.services].map(({ name }) => name)
  const broken = asked.map(name => {
    const { stops, alerts } = impactOf(resolved, name)
    return { stopped: stops.map(each => each.service), why: alerts.broken }
  })
  const stopped = broken.flatMap(({ why }) => why.filter(each => each.endsWith(' stops')))
  expect(stopped.length).toBeGreaterThan(2)
  const twice = broken.flatMap(({ stopped, why }) =>
    why.filter(
      each => / does not reach /.test(each) && stopped.some(name => each.split(' does not reach ').includes(name)),
    ),
  )
  expect(twice).toEqual([])
})

test('what only asks others takes the metrics of none of them away', () => {
  const resolved = resolvedOnce(blumeops)
  const flows = lookup(resolved)
  // No proxy: what gathers the metrics of others may go through one.
  const alone = resolved.services.filter(({ name }) => {
    const asked = flows.flowsFrom(name)
    return (
      impactOf(resolved, name).stops.length === 1 &&
      asked.length > 0 &&
      asked.every(({ origin }) => origin === 'need' || origin === 'database')
    )
  })
  expect(alone.length).toBeGreaterThan(2)
  const wrong = alone.flatMap(({ name }) =>
    impactOf(resolved, name)
      .alerts.told.filter(({ alert, service }) => alert === 'TargetDown' && service !== name)
      .map(({ service }) => `${name}: ${service}`),
  )
  expect(wrong).toEqual([])
})
