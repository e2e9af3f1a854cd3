/** A Prometheus in each of two clusters: each evaluates the rules about what it has series of, and none is lost. */
import { resolvedOf } from '@homelab/estate/model'
import { evaluatedRules, type Gone, toldOf } from '@homelab/observability/render'
import { expect, test } from 'vitest'
import type { AlertRule } from '../packages/observability/src/alerts/index.ts'
import { evaluations, rulesOf } from '../packages/observability/src/slots/prometheus.ts'
import { prometheusInEach, twoClusters } from './support/two-clusters.ts'

const resolved = resolvedOf(prometheusInEach)
const about = (rules: readonly AlertRule[]) => [...new Set(rules.map(({ labels }) => labels.service))].toSorted()
const ofEach = (alert: string) =>
  evaluations(resolved).map(({ by, rules }) => [by.name, rules.filter(rule => rule.alert === alert).map(keyOf)])

function keyOf({ alert, labels }: AlertRule): string {
  const { severity: _, ...of } = labels
  return `${alert} ${Object.values(of).join(' ')}`
}

test('each has the rules about what it scrapes and what is pushed to it', () => {
  const [near, far] = evaluations(resolved)
  expect([near?.by.name, about(near?.rules ?? [])]).toEqual([
    'prometheus',
    ['alertmanager', 'delivery', 'loki', 'pods', 'prometheus', 'secrets', 'sql', 'state', 'web'],
  ])
  // The host's collector pushes to the far one.
  expect([far?.by.name, about(far?.rules ?? [])]).toEqual([
    'prometheus-far',
    ['agent', 'delivery-far', 'pods-far', 'prometheus-far', 'secrets-far', 'sql-far', 'state-far', 'web-far'],
  ])
  const clusters = (rules: readonly AlertRule[] = []) => new Set(rules.flatMap(({ labels }) => labels['cluster'] ?? []))
  expect([clusters(near?.rules), clusters(far?.rules)]).toEqual([new Set(['near']), new Set(['far'])])
})

test('each tells of itself that its rules fail, and the one that sees what sends keeps up the heartbeat', () => {
  expect(ofEach('Heartbeat')).toEqual([
    ['prometheus', ['Heartbeat prometheus']],
    ['prometheus-far', []],
  ])
  expect(ofEach('RulesFailing')).toEqual([
    ['prometheus', ['RulesFailing prometheus']],
    ['prometheus-far', ['RulesFailing prometheus-far']],
  ])
})

test('no rule is lost, and none is evaluated twice', () => {
  const all = evaluatedRules(resolved).map(keyOf)
  expect(new Set(all).size).toBe(all.length)
  const what = (rules: readonly AlertRule[]) => new Set(rules.map(({ alert, labels }) => `${alert} ${labels.service}`))
  const ofOne = what(rulesOf(resolvedOf(twoClusters), 'prometheus').flatMap(({ rules }) => rules))
  expect([...ofOne.difference(what(evaluatedRules(resolved)))]).toEqual([])
})

test('when one is away, what it would tell of is silent, and the other tells of its own', () => {
  const gone = (...names: readonly string[]): Gone => ({
    stops: name => names.includes(name),
    isBroken: () => false,
    ...{ hasNoRepository: () => false, internet: false, secrets: false },
  })
  const databases = ['sql', 'sql-far']
  const said = (...names: readonly string[]) => {
    const { told, silent, alerting, broken, outside } = toldOf(resolved, gone(...names))
    return {
      told: told.flatMap(({ alert, service }) => (alert === 'DatabaseNotReady' ? [service] : [])),
      silent: silent.flatMap(({ alert, service, why }) => (alert === 'DatabaseNotReady' ? [`${service}: ${why}`] : [])),
      ...{ alerting, broken },
      outside: outside.map(({ service }) => service),
    }
  }
  expect(said(...databases)).toEqual({ told: databases, silent: [], alerting: 'whole', broken: [], outside: [] })
  expect(said(...databases, 'prometheus-far')).toEqual({
    ...{ told: ['sql'], silent: ['sql-far: prometheus-far stops'] },
    ...{ alerting: 'whole', broken: [], outside: [] },
  })
  expect(said(...databases, 'prometheus')).toEqual({
    ...{ told: ['sql-far'], silent: ['sql: prometheus stops'] },
    ...{ alerting: 'whole', broken: [], outside: ['alertmanager'] },
  })
  expect(said(...databases, 'prometheus', 'prometheus-far')).toEqual({
    told: [],
    silent: ['sql: prometheus stops', 'sql-far: prometheus-far stops'],
    ...{ alerting: 'broken', broken: ['prometheus stops', 'prometheus-far stops'] },
    outside: ['alertmanager'],
  })
})
