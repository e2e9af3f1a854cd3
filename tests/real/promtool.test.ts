/**
 * Alert rules in the program that evaluates them: promtool accepts the rule file, each alert fires when and only when
 * its test says so, and each test notices an alert that never fires or always does.
 */

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Estate, image, type ResolvedWithWorkloads, resolvedOf, service } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { prometheusIn } from '@homelab/services'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'
import type { AlertRule, RuleGroup } from '../../packages/observability/src/alerts/index.ts'
import { rulesJson } from '../../packages/observability/src/slots/prometheus.ts'
import { fixture, kind } from '../findings/parts.ts'
import { configMapsIn } from '../support/objects.ts'
import { render } from '../support/render.ts'
import { groups, ruleFile, ruleTests, testedAlerts } from '../support/rules.ts'
import { findProgram, skipped } from './tools.ts'

const promtool = findProgram('promtool')
const folder = mkdtempSync(join(tmpdir(), 'promtool-'))

beforeAll(() => cpSync(ruleTests, folder, { recursive: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

if (promtool === undefined) test('promtool', context => context.skip(skipped('promtool')))

describe.runIf(promtool !== undefined)('promtool', () => {
  /** Writes the files of the estate's Prometheus; their names. */
  function configure(of: Estate): readonly string[] {
    const config = configMapsIn(render(of).files).find(({ metadata: { name } }) => name === 'prometheus-config')
    const files = Object.entries(config?.data ?? {})
    for (const [name, text] of files) writeFileSync(join(folder, name), text)
    return files.map(([name]) => name)
  }

  test('accepts a configuration without rules as it is rendered', async () => {
    const given = { image: image('prom/prometheus', 'v3.2.1'), storage: '10Gi', rules: 'none' } as const
    const own = service(import.meta, 'prometheus', { ...prometheusIn(kind, given) })
    expect(configure(fixture(import.meta, { services: [own] }))).toEqual(['prometheus.yml'])
    const whole = await run('check', 'config', '--lint=all', '--lint-fatal', 'prometheus.yml')
    expect(whole).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('SUCCESS: prometheus.yml is valid') })
  })

  test.each([blumeops, minilab])('accepts the configuration and the rules of $name as they are rendered', async of => {
    expect(configure(of)).toEqual(['alerts.json', 'prometheus.yml'])
    const whole = await run('check', 'config', '--lint=all', '--lint-fatal', 'prometheus.yml')
    expect(whole.stdout).toContain('SUCCESS: 1 rule files found')
    expect(whole).toMatchObject({ exitCode: 0 })
    const rules = await run('check', 'rules', '--lint=all', '--lint-fatal', 'alerts.json')
    expect(rules.stdout).toMatch(/SUCCESS: \d\d+ rules found/)
    expect(rules).toMatchObject({ exitCode: 0 })
  })

  test('takes titles for texts', async () => {
    const of = resolvedOf(blumeops)
    const copy: ResolvedWithWorkloads = { ...JSON.parse(JSON.stringify(of)), parts: of.parts }
    for (const service of copy.services as unknown as { title: string }[]) service.title += ' {{ query "up" }} {{ x'
    const json = rulesJson(copy)
    writeFileSync(join(folder, 'titles.json'), json)
    const { stdout, stderr, exitCode } = await run('check', 'rules', 'titles.json')
    expect(exitCode, `${stdout}${stderr}`).toBe(0)
    expect(json).not.toMatch(/[^"]\{\{ ?(?:query|x)/)
  })

  test('accepts the rules, without a lint', async () => {
    writeFileSync(join(folder, 'rules.yaml'), ruleFile(groups))
    const { stdout, exitCode } = await run('check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml')
    expect(stdout).toContain('SUCCESS')
    expect(exitCode).toBe(0)
  })

  describe.each(testedAlerts())('%s', alert => {
    test('fires when it should, and only then', async () => {
      expect(await outcome(alert, rule => rule.expr)).toBe('passed')
    })

    test('its test notices when it never fires', async () => {
      expect(await outcome(alert, () => 'vector(1) > 2')).toBe('failed')
    })

    test('its test notices when it always fires', async () => {
      expect(await outcome(alert, () => 'vector(1)')).toBe('failed')
    })
  })
})

/** Runs the alert's test over its rules, their expressions replaced. */
async function outcome(alert: string, expr: (rule: AlertRule) => string): Promise<'passed' | 'failed'> {
  const only = (rules: readonly AlertRule[]): readonly AlertRule[] =>
    rules.filter(rule => rule.alert === alert).map(rule => ({ ...rule, expr: expr(rule) }))
  // The others would only cost time: a test asks for its own alert.
  const tested = groups.map((group): RuleGroup => ({ ...group, rules: only(group.rules) }))
  writeFileSync(join(folder, 'rules.yaml'), ruleFile(tested.filter(({ rules }) => rules.length > 0)))
  const { exitCode, stdout, stderr } = await run('test', 'rules', `${alert}.yaml`)
  if (exitCode !== 0 && !`${stdout}${stderr}`.includes('FAILED')) throw new Error(`promtool did not run: ${stderr}`)
  return exitCode === 0 ? 'passed' : 'failed'
}

async function run(...args: readonly string[]): Promise<{ exitCode?: number; stdout: string; stderr: string }> {
  if (promtool === undefined) throw new Error('no promtool')
  const { exitCode, stdout, stderr } = await execa(promtool, args, { cwd: folder, reject: false })
  return { stdout, stderr, ...present({ exitCode }) }
}
