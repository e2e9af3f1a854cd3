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
import { rulesJson, rulesOf } from '../../packages/observability/src/slots/prometheus.ts'
import { fixture, kind } from '../findings/parts.ts'
import { configMapsIn } from '../support/objects.ts'
import { render } from '../support/render.ts'
import { groups, ruleFile, ruleTests, testedAlerts } from '../support/rules.ts'
import { prometheusInEach, twoClusters } from '../support/two-clusters.ts'
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
    const json = rulesJson(copy, { name: 'prometheus' })
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

describe.runIf(promtool !== undefined)('objects of one name in two clusters', () => {
  const ofTwo = JSON.stringify({ groups: rulesOf(resolvedOf(twoClusters), 'prometheus') })
  /** By hand: what there is in both, and what of it rings. */
  const tested = async (json: string, series: Readonly<Record<string, string>>, rings: object): Promise<string> => {
    const inputs = Object.entries(series).map(([name, values]) => ({ series: name, values }))
    const asked = Object.entries(rings).map(([alertname, alerts]) => ({
      ...{ eval_time: '40m', alertname },
      exp_alerts: (alerts as readonly object[]).map(labels => ({ exp_labels: labels })),
    }))
    const tests = [{ interval: '1m', input_series: inputs, alert_rule_test: asked }]
    const bare = (JSON.parse(json) as { readonly groups: readonly RuleGroup[] }).groups.map(group => ({
      ...group,
      rules: group.rules.map(({ annotations: _, ...rule }) => rule),
    }))
    writeFileSync(join(folder, 'two.json'), JSON.stringify({ groups: bare }))
    writeFileSync(join(folder, 'two.test.json'), JSON.stringify({ rule_files: ['two.json'], tests }))
    const { exitCode, stdout, stderr } = await run('test', 'rules', 'two.test.json')
    return exitCode === 0 ? 'passed' : `${stdout}${stderr}`
  }
  const inBoth = (series: string, near: string, far: string): Readonly<Record<string, string>> => ({
    [series.replace('}', ', cluster="near"}')]: near,
    [series.replace('}', ', cluster="far"}')]: far,
  })
  const isWell = '1x60'
  const isGone = '0x60'
  const web = 'namespace="apps", pod="web-0", container="web"'
  const all = {
    ...inBoth('kube_pod_info{namespace="apps", pod="web-0"}', isWell, isWell),
    ...inBoth('kube_node_status_condition{node="node", condition="Ready", status="true"}', isWell, isGone),
    ...inBoth('kube_deployment_spec_replicas{namespace="apps", deployment="web"}', isWell, isWell),
    ...inBoth('kube_deployment_status_replicas_available{namespace="apps", deployment="web"}', isWell, isGone),
    // One was ended long ago, the other is new: neither needed too much just now.
    ...inBoth(`kube_pod_container_status_last_terminated_reason{${web}, reason="OOMKilled"}`, isWell, isGone),
    ...inBoth(`kube_pod_container_status_restarts_total{${web}}`, '3x60', '0+1x60'),
    ...inBoth('argocd_app_info{name="apps", health_status="Healthy", sync_status="Synced"}', isWell, '_x60'),
    ...inBoth('up{job="cadvisor", instance="node"}', '_x60', isWell),
    ...inBoth('kubelet_volume_stats_used_bytes{namespace="apps", persistentvolumeclaim="web-pages"}', '10x60', '95x60'),
    ...inBoth(
      'kubelet_volume_stats_capacity_bytes{namespace="apps", persistentvolumeclaim="web-pages"}',
      ...(['100x60', '100x60'] as const),
    ),
  }
  const short = { cluster: 'far', namespace: 'apps', deployment: 'web' }
  const volume = { cluster: 'far', namespace: 'apps', persistentvolumeclaim: 'web-pages' }
  const rings = {
    NodeNotReady: [{ severity: 'critical', service: 'state-far', cluster: 'far', node: 'node' }],
    WorkloadShort: [{ ...short, severity: 'warning', service: 'state-far', kind: 'Deployment' }],
    ContainerOutOfMemory: [],
    ApplicationsUnseen: [{ severity: 'warning', service: 'delivery-far', cluster: 'far' }],
    AlloyNotDelivering: [{ severity: 'critical', service: 'pods', cluster: 'near', job: 'cadvisor', shipper: 'pods' }],
    VolumeFull: [{ ...volume, severity: 'critical', service: 'web-far', volume: 'apps/web-pages' }],
    ClusterUnseen: [],
  }

  test('promtool accepts their rules, without a lint', async () => {
    writeFileSync(join(folder, 'two.json'), ofTwo)
    const { stdout, exitCode } = await run('check', 'rules', '--lint=all', '--lint-fatal', 'two.json')
    expect(stdout).toContain('SUCCESS')
    expect(exitCode).toBe(0)
  })

  test('an alert rings for the one that is not well, and the other is silent', async () => {
    expect(await tested(ofTwo, all, rings)).toBe('passed')
  })

  test('where each has a Prometheus, that of one says nothing of what the other one has', async () => {
    const own = resolvedOf(prometheusInEach)
    const isNear = (series: string): boolean => series.includes('cluster="near"')
    const nearAlone = Object.fromEntries(
      Object.keys(all)
        .filter(isNear)
        .map(series => [series, isWell]),
    )
    const silent = { AlloyNotDelivering: [], ClusterUnseen: [], ApplicationsUnseen: [], HostDiskUnseen: [] }
    expect(await tested(rulesJson(own, { name: 'prometheus' }), nearAlone, silent)).toBe('passed')
    // Before each evaluated its own, those of the other rang.
    for (const alert of Object.keys(silent))
      expect([alert, await tested(rulesJson(own, { name: 'prometheus-far' }), nearAlone, { [alert]: [] })]).toEqual([
        alert,
        expect.stringContaining('FAILED'),
      ])
  })

  test('and notices rules that take both for one', async () => {
    const blind = ofTwo.replaceAll(/cluster=\\"(?:near|far)\\"(?:, )?/g, '')
    for (const [alert, alerts] of Object.entries(rings))
      if (alert !== 'ClusterUnseen')
        expect([alert, await tested(blind, all, { [alert]: alerts })]).toEqual([
          alert,
          expect.stringContaining('FAILED'),
        ])
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
