import type { Observed } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

/** A Secret that External Secrets could not bring up to date: a pod that needs it does not start, or keeps the old value. */
export function externalSecretNotReady(
  externalSecrets: NonNullable<Observed['externalSecrets']>,
  runbooks: Runbooks,
): AlertRule {
  return rule(externalSecrets, runbooks, {
    alert: 'ExternalSecretNotReady',
    expr: 'max by (namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) == 1',
    for: '15m',
    severity: 'warning',
    summary: 'A secret is not brought into the cluster',
    description:
      'ExternalSecret {{ $labels.namespace }}/{{ $labels.name }}: its item or field is missing, or the store refuses; describe it.',
  })
}

/** An Application whose objects are not well, or that cannot be compared with its sources at all. */
export function applicationNotReady(argoCd: NonNullable<Observed['argoCd']>, runbooks: Runbooks): AlertRule {
  return rule(argoCd, runbooks, {
    alert: 'ApplicationNotReady',
    // Suspended is what somebody paused. One that is out of sync waits for somebody, where syncs are by hand.
    expr: 'max by (name, health_status, sync_status) (argocd_app_info{health_status!~"Healthy|Suspended"} or argocd_app_info{sync_status="Unknown"}) == 1',
    for: '30m',
    severity: 'warning',
    summary: 'An Application is not ready',
    description:
      '{{ $labels.name }} is {{ $labels.health_status }}, its sync {{ $labels.sync_status }}: see it in Argo CD.',
  })
}
