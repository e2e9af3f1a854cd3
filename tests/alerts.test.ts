/** Alert rules: what they read exists, what they say is complete, and what a service adds is watched by itself. */
import { describe, expect, test } from 'vitest'
import { alertRules } from '../packages/observability/src/alerts/index.ts'
import { declaredExporters, type Observed } from '../packages/observability/src/metrics/index.ts'
import { backupMetrics, nothing, observed, parts } from './support/observed.ts'
import { promqlFaults } from './support/queries.ts'
import { alerts, groups, rules, testedAlerts } from './support/rules.ts'

const runbooks = { runbookBase: 'https://docs.example.org' }

describe.each(rules.map(rule => ({ name: `${rule.alert} ${rule.labels.service}`, rule })))('$name', ({ rule }) => {
  test('reads what a declared exporter gives', () => {
    expect(promqlFaults(rule.expr, declaredExporters(parts, observed))).toEqual([])
  })

  test('says what is wrong, how bad it is and where to read on', () => {
    expect(rule.annotations.summary).toMatch(/^\S.* .*[^.]$/)
    expect(rule.annotations.description).toMatch(/^[A-Z{].*\.$/)
    expect(rule.annotations.runbook_url).toMatch(/^https:\/\/docs\.example\.org\/(services|hosts)\/[a-z-]+$/)
    expect(rule.labels.severity).toMatch(/^(critical|warning|none)$/)
    expect(rule.for).toMatch(/^\d+[mh]$/)
  })
})

test('every alert has a promtool test, and every test an alert', () => {
  expect(testedAlerts().toSorted()).toEqual(alerts.toSorted())
})

test('no two rules make the same alert', () => {
  const identities = rules.map(({ alert, labels }) => JSON.stringify([alert, labels]))
  expect(identities).toEqual([...new Set(identities)])
})

test('groups in their order, none empty', () => {
  expect(groups.map(({ name, rules }) => `${name} ${rules.length}`)).toEqual([
    'targets 12',
    'probes 2',
    'certificates 1',
    'backups 6',
    'volumes 8',
    'hosts 7',
    'databases 3',
    'pods 3',
    'workloads 7',
    'deliveries 6',
    'logs 1',
    'rules 1',
    'shippers 3',
    'alerting 2',
    'textfiles 1',
  ])
})

test('an estate with nothing to watch has no rules', () => {
  expect(alertRules(nothing, runbooks)).toEqual([])
})

test('without kube-state-metrics, nothing is said of instances that nobody counts', () => {
  const rest = { ...observed, clusters: [] }
  expect(namesOf(rest)).not.toContain('DatabaseNotReady')
  expect(namesOf(rest)).toContain('DatabaseDown')
})

describe('what a service adds is watched', () => {
  const probe = { service: 'new', title: 'New', page: 'services/new', job: 'integrations/blackbox/new' }
  const before = namesOf(observed)

  test('a probe', () => {
    expect(added({ ...observed, probes: [...observed.probes, probe] })).toEqual(['ProbeFailing new'])
  })

  test('a probe over https', () => {
    expect(added({ ...observed, probes: [...observed.probes, { ...probe, tls: true }] })).toEqual([
      'ProbeFailing new',
      'CertificateExpiring new',
    ])
  })

  test('a backup by its own schedule', () => {
    const weekly = {
      ...probe,
      series: {},
      sources: [],
      metrics: backupMetrics,
      periodSeconds: 7 * 86_400,
      graceSeconds: 600,
    }
    const [tooOld] = rulesOf({ ...nothing, backups: [weekly] })
    expect(tooOld?.expr).toBe('time() - last_over_time(tar_newest_seconds[15d]) > 605400')
  })

  function added(estate: Observed): readonly string[] {
    return rulesOf(estate)
      .filter(({ labels }) => labels.service === 'new')
      .map(({ alert, labels }) => `${alert} ${labels.service}`)
      .filter(name => !before.includes(name))
  }
})

function rulesOf(estate: Observed): (typeof rules)[number][] {
  return alertRules(estate, runbooks).flatMap(group => group.rules)
}

function namesOf(estate: Observed): readonly string[] {
  return rulesOf(estate).map(({ alert }) => alert)
}
