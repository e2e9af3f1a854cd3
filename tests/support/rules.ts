/** The alert rules of the test estate, and the folder of their promtool tests: one file an alert. */
import { readdirSync } from 'node:fs'
import { type AlertRule, alertRules, type RuleGroup } from '../../packages/observability/src/alerts/index.ts'
import { observed } from './observed.ts'

export const groups: readonly RuleGroup[] = alertRules(observed, { runbookBase: 'https://docs.example.org' })

export const rules: readonly AlertRule[] = groups.flatMap(group => group.rules)

export const alerts: readonly string[] = [...new Set(rules.map(({ alert }) => alert))]

export const ruleTests = new URL('../../packages/observability/test/rules/', import.meta.url)

/** The alerts that have a promtool test. */
export function testedAlerts(): readonly string[] {
  return readdirSync(ruleTests).map(file => file.replace(/\.yaml$/, ''))
}

/** A rule file as Prometheus reads it; JSON is YAML. */
export function ruleFile(of: readonly RuleGroup[]): string {
  return JSON.stringify({ groups: of }, null, 2)
}
