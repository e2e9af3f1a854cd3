/** Two repositories on one host: what the real collectors say of real borg's repositories, in the rules of both. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { borgmaticCollector } from '../../../ansible-gen/src/backup/borgmatic/collector.ts'
import { alertRules } from '../../../packages/observability/src/alerts/index.ts'
import type { ObservedBackup } from '../../../packages/observability/src/metrics/index.ts'
import { backupMetrics, nothing } from '../../support/observed.ts'
import { ruleFile } from '../../support/rules.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { readMetrics, runScript, values } from './run.ts'

const found = ['borg', 'jq', 'promtool'].map(name => findProgram(name) ?? skipped(name))
const [borg = '', jq = '', promtool = ''] = found
const missing = (await python()) === undefined || found.some(program => program.startsWith('skipped'))
const day = 86_400

function observed(repository: string): ObservedBackup {
  const about = { service: repository, title: `Backups ${repository}`, page: `services/${repository}` }
  return {
    ...about,
    series: { instance: 'mac', repository },
    metrics: backupMetrics,
    sources: ['Notes'],
    periodSeconds: day,
    graceSeconds: 3600,
  }
}

const groups = alertRules({ ...nothing, backups: [observed('nas'), observed('offsite')] }, {})
const rules = groups.flatMap(group => group.rules)

describe.skipIf(missing)('two repositories, of which one has a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'repositories-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const env = { HOME: folder, BORG_BASE_DIR: folder, BORG_PASSPHRASE: 'x' }
  mkdirSync(join(folder, 'notes'))
  writeFileSync(join(folder, 'notes/a.md'), 'a')

  async function collect(label: string): Promise<Readonly<Record<string, number>>> {
    const output = join(folder, `${label}.prom`)
    const script = borgmaticCollector({
      marker: ['M'],
      output,
      borg,
      jq,
      repository: join(folder, label),
      label,
      passCommand: 'echo x',
      groups: [{ label: 'Notes', pathPrefix: join(folder, 'notes') }],
      records: join(folder, `runs-${label}`),
      actions: ['create'],
      timeoutSeconds: 60,
      lockWaitSeconds: 5,
    })
    expect(await runScript(script, folder, env)).toMatchObject({ exitCode: 0 })
    return values(await readMetrics(output))
  }

  /** The alerts that fire after 27 hours of these metrics: `ALERT SERVICE`. */
  async function firing(...collected: readonly Readonly<Record<string, number>>[]): Promise<readonly string[]> {
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

  test('the one that never ran alerts, and the other does not', async () => {
    for (const label of ['nas', 'offsite']) await execa(borg, ['init', '-e', 'repokey', join(folder, label)], { env })
    await execa(borg, ['create', `${join(folder, 'nas')}::one`, join(folder, 'notes')], { env })
    const [nas, offsite] = [await collect('nas'), await collect('offsite')]
    expect(nas).toMatchObject({ 'borgmatic_archive_count{repository="nas"}': 1 })
    expect(offsite).toMatchObject({ 'borgmatic_archive_count{repository="offsite"}': 0 })
    expect(await firing(nas, offsite)).toEqual(['BackupNeverMade offsite'])
    // Its collector does not run.
    expect(await firing(nas)).toEqual(['BackupUnreadable offsite'])
  })

  test('so does one that was never made', async () => {
    const all = [await collect('nas'), await collect('elsewhere')]
    const [nas = {}, elsewhere = {}] = all
    const offsite = Object.entries(elsewhere).map(([name, value]) => [name.replace('elsewhere', 'offsite'), value])
    expect(await firing(nas, Object.fromEntries(offsite))).toEqual([
      'BackupNeverMade offsite',
      'BackupUnreadable offsite',
    ])
  })
})
