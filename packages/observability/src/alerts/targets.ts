import { matching } from '../drawing/selector.ts'
import type { ObservedProbe, ObservedTarget } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

/** Certificates are renewed when a third of their 90 days is left: at 14 days renewal has failed for two weeks. */
const certificateDays = 14

/** The endpoint answers no scrape, or its metrics stopped arriving. */
export function targetDown(target: ObservedTarget, runbooks: Runbooks): AlertRule {
  const up = `up${matching(target.series)}`
  // Of one cluster among several it stays the same target, about its own service.
  const { cluster: _, ...name } = target.series
  return rule(target, runbooks, {
    alert: 'TargetDown',
    expr: `${up} == 0 or absent(${up})`,
    for: '5m',
    severity: 'warning',
    summary: `${target.title} gives no metrics`,
    description: 'Its endpoint does not answer, or what it pushes does not arrive: nothing else is known of it now.',
    labels: { target: Object.values(name).join('/') },
  })
}

export function probeFailing(probe: ObservedProbe, runbooks: Runbooks): AlertRule {
  return rule(probe, runbooks, {
    alert: 'ProbeFailing',
    expr: `probe_success${matching({ job: probe.job })} == 0`,
    for: '5m',
    severity: 'critical',
    summary: `${probe.title} does not answer`,
    description: 'The probe over HTTP got no good answer for five minutes.',
    labels: { probe: probe.job },
  })
}

export function certificateExpiring(probe: ObservedProbe, runbooks: Runbooks): AlertRule {
  const left = `probe_ssl_earliest_cert_expiry${matching({ job: probe.job })} - time()`
  return rule(probe, runbooks, {
    alert: 'CertificateExpiring',
    expr: `${left} < ${certificateDays * 86_400}`,
    for: '1h',
    severity: 'warning',
    summary: `The certificate of ${probe.title} is not renewed`,
    description: 'It ends in {{ $value | humanizeDuration }}; its renewal fails since days.',
    labels: { probe: probe.job },
  })
}
