/**
 * What is alerted of when sources of metrics are gone, in the program that evaluates: over the rules as they are rendered
 * and no series at all, for each rule that falls silent another one fires for what gives its metrics.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { partsOf, resolvedOf } from '@homelab/estate/model'
import { type AlertRule, evaluatedRules } from '@homelab/observability/render'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import { catalogue, withIncluded } from '../../packages/observability/src/exporters/catalogue.ts'
import { observe } from '../../packages/observability/src/observed/index.ts'
import { ruleFile } from '../support/rules.ts'
import { findProgram, skipped } from './tools.ts'

const promtool = findProgram('promtool')
const resolved = resolvedOf(blumeops)
const observed = observe(resolved)
const rules = evaluatedRules(resolved)
const folder = mkdtempSync(join(tmpdir(), 'silence-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Those that say that something is gone, with the labels that `absent` takes of its selector. */
const twins = rules.flatMap(rule => {
  const [, selector = ''] = /absent\([a-z_]+(?:\{([^}]*)\})?\)/.exec(rule.expr) ?? []
  if (!rule.expr.includes('absent(')) return []
  const equal = [...selector.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value])
  return [{ rule, labels: { ...Object.fromEntries(equal), ...rule.labels } as Readonly<Record<string, string>> }]
})

test('everything that says that a source is gone fires when all are', async context => {
  if (promtool === undefined) return context.skip(skipped('promtool'))
  expect(twins.length).toBeGreaterThan(10)
  expect(await firing(twins.map(({ rule }) => rule))).toContain('SUCCESS')
})

test.each(rules.map(rule => ({ name: `${rule.alert} ${Object.values(rule.labels).join(' ')}`, rule })))(
  'of the source of $name is alerted',
  ({ rule }) => {
    if (rule.alert === 'Heartbeat' || twins.some(twin => twin.rule === rule)) return
    // That no line comes is what it counts.
    if (rule.expr.includes('or vector(0)) == 0')) return
    expect(sourcesOf(rule)).not.toEqual([])
    for (const exporters of sourcesOf(rule)) expect(exporters.some(isMissed), exporters.join(', ')).toBe(true)
  },
)

/** For each metric that a rule reads, the exporters that may give it. */
function sourcesOf({ expr }: AlertRule): readonly (readonly string[])[] {
  const known = catalogue(partsOf(resolved))
  const words = new Set(expr.match(/[a-zA-Z_:][a-zA-Z0-9_:]*/g))
  return [...words].flatMap(word => {
    const series = known.get(word)
    return series === undefined || word === 'up' ? [] : [series.map(({ exporter }) => exporter)]
  })
}

/** Whether an alert fires where an exporter's metrics end. */
function isMissed(exporter: string): boolean {
  // What probes is a collector of its own.
  if (exporter === 'blackbox') {
    const probers = new Set(resolved.outsideProbes.map(({ by }) => by))
    return [...probers].every(prober =>
      twins.some(({ rule }) => rule.alert === 'AlloyNotDelivering' && rule.labels.service === prober),
    )
  }
  const givers = observed.targets.filter(({ exporters }) =>
    withIncluded(partsOf(resolved), exporters).includes(exporter),
  )
  return givers.some(({ series }) =>
    twins.some(
      ({ rule, labels }) =>
        rule.alert === 'TargetDown' && Object.entries(series).every(([label, value]) => labels[label] === value),
    ),
  )
}

async function firing(all: readonly AlertRule[]): Promise<string> {
  const file = ruleFile([{ name: 'twins', rules: all }])
  writeFileSync(join(folder, 'rules.yaml'), file)
  const names = [...new Set(all.map(({ alert }) => alert))]
  const alerts = names.map(alertname => ({
    eval_time: '3h',
    alertname,
    exp_alerts: twins
      .filter(({ rule }) => rule.alert === alertname)
      .map(({ rule, labels }) => ({ exp_labels: labels, exp_annotations: rule.annotations })),
  }))
  const tests = [{ name: 'nothing is there', interval: '1m', input_series: [], alert_rule_test: alerts }]
  writeFileSync(
    join(folder, 'test.yaml'),
    JSON.stringify({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests }),
  )
  const { stdout, stderr } = await execa(promtool ?? '', ['test', 'rules', 'test.yaml'], { cwd: folder, reject: false })
  return `${stdout}${stderr}`
}
