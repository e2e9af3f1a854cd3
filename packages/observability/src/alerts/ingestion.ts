import { matching } from '../drawing/selector.ts'
import type { Observed, ObservedShipper } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

/** No log line arrives: everything that logs is silent at once, or Loki refuses. */
export function lokiNotIngesting(loki: NonNullable<Observed['loki']>, runbooks: Runbooks): AlertRule {
  const lines = `rate(loki_distributor_lines_received_total${matching(loki.series)}[10m])`
  return rule(loki, runbooks, {
    alert: 'LokiNotIngesting',
    expr: `(sum(${lines}) or vector(0)) == 0`,
    for: '15m',
    severity: 'critical',
    summary: `${loki.title} takes in no log lines`,
    description: 'Not one line in ten minutes: it is down, its disk is full, or nothing reaches it.',
  })
}

/** A rule that fails to evaluate alerts of nothing. */
export function rulesFailing(prometheus: NonNullable<Observed['prometheus']>, runbooks: Runbooks): AlertRule {
  const failures = `increase(prometheus_rule_evaluation_failures_total${matching(prometheus.series)}[10m])`
  return rule(prometheus, runbooks, {
    alert: 'RulesFailing',
    expr: `sum by (rule_group) (${failures}) > 0`,
    for: '15m',
    severity: 'warning',
    summary: 'Alert rules fail to evaluate',
    description: 'Group {{ $labels.rule_group }}: see the Rules page of Prometheus for the error.',
  })
}

/** What comes only through this Alloy has stopped coming. */
export function alloyNotDelivering(shipper: ObservedShipper, runbooks: Runbooks): AlertRule {
  return rule(shipper, runbooks, {
    alert: 'AlloyNotDelivering',
    expr: `absent(up${matching(shipper.delivers)})`,
    for: '10m',
    severity: 'critical',
    summary: `${shipper.title} delivers nothing`,
    description: 'It is down, or cannot reach Prometheus: metrics and logs that come through it are missing.',
    labels: { shipper: shipper.name },
  })
}

/** It runs, but loses samples or log lines. */
export function alloyWritesFailing(shipper: ObservedShipper, runbooks: Runbooks): readonly AlertRule[] {
  if (shipper.own === undefined) return []
  const own = matching(shipper.own)
  const lost = (counter: string): string => `sum(rate(${counter}${own}[10m])) > 0`
  const samples = lost('prometheus_remote_storage_samples_failed_total')
  const lines = lost('loki_write_dropped_entries_total')
  return [
    rule(shipper, runbooks, {
      alert: 'AlloyWritesFailing',
      expr: `${samples} or ${lines}`,
      for: '15m',
      severity: 'warning',
      summary: `${shipper.title} loses samples or log lines`,
      description: '{{ $value | humanize }} a second are refused for good: its log says by whom and why.',
      labels: { shipper: shipper.name },
    }),
  ]
}
