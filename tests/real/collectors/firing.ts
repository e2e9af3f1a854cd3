/** What real Prometheus rules say of what collectors of backups wrote. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BackupMetrics } from '@homelab/observability'
import { execa } from 'execa'
import { borgmaticExporter } from '../../../ansible-gen/src/backup/borgmatic/exporter.ts'
import { alertRules } from '../../../packages/observability/src/alerts/index.ts'
import type { ObservedBackup } from '../../../packages/observability/src/metrics/index.ts'
import { nothing } from '../../support/observed.ts'
import { ruleFile } from '../../support/rules.ts'

const day = 86_400

function observed(repository: string): ObservedBackup {
  const about = { service: repository, title: `Backups ${repository}`, page: `services/${repository}` }
  return {
    ...about,
    series: { instance: 'mac', repository },
    metrics: borgmaticExporter.backups as BackupMetrics,
    sources: ['Notes'],
    periodSeconds: day,
    graceSeconds: 3600,
  }
}

const groups = alertRules({ ...nothing, backups: [observed('nas'), observed('offsite')] }, {})
const rules = groups.flatMap(group => group.rules)

/**
 * The alerts that fire after 27 hours of these metrics: `ALERT SERVICE`, of the repositories `nas` and `offsite`, with one
 * source `Notes`.
 */
export async function firing(
  promtool: string,
  folder: string,
  ...collected: readonly Readonly<Record<string, number>>[]
): Promise<readonly string[]> {
  const input_series = collected.flatMap(Object.entries).map(([name, value]) => ({
    series: name.replace('{', '{instance="mac",'),
    values: `${value}x324`,
  }))
  writeFileSync(join(folder, 'rules.yaml'), ruleFile(groups))
  const asked = [...new Set(rules.map(({ alert }) => alert))]
  const alert_rule_test = asked.map(alertname => ({ eval_time: '27h', alertname, exp_alerts: [] }))
  const tests = [{ interval: '5m', input_series, alert_rule_test }]
  const file = { rule_files: ['rules.yaml'], evaluation_interval: '5m', tests }
  writeFileSync(join(folder, 'test.yaml'), JSON.stringify(file))
  // None is expected: what there is, it names.
  const { all } = await execa(promtool, ['test', 'rules', 'test.yaml'], { cwd: folder, reject: false, all: true })
  const labels = Array.from(all.matchAll(/\balertname="(\w+)".*?service="(\w+)"/g))
  return labels.map(([, alert, service]) => `${alert} ${service}`).toSorted()
}
