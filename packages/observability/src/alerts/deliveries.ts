import type { Observed } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

type ArgoCd = NonNullable<Observed['argoCd']>

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
export function applicationNotReady(argoCd: ArgoCd, runbooks: Runbooks): AlertRule {
  return rule(argoCd, runbooks, {
    alert: 'ApplicationNotReady',
    // Suspended is what somebody paused. Of one that is out of sync others tell.
    expr: 'max by (name, health_status, sync_status) (argocd_app_info{health_status!~"Healthy|Suspended"} or argocd_app_info{sync_status="Unknown"}) == 1',
    for: '30m',
    severity: 'warning',
    summary: 'An Application is not ready',
    description:
      '{{ $labels.name }} is {{ $labels.health_status }}, its sync {{ $labels.sync_status }}: see it in Argo CD.',
  })
}

/**
 * The controller answers, and shows no Application: it may not list them, or none is there. Whatever else is asked of Applications is
 * silent then.
 */
export function applicationsUnseen(argoCd: ArgoCd, runbooks: Runbooks): AlertRule {
  return rule(argoCd, runbooks, {
    alert: 'ApplicationsUnseen',
    expr: 'absent(argocd_app_info)',
    for: '15m',
    severity: 'warning',
    summary: 'Nothing is known of Applications',
    description: 'Argo CD is down, may not list them, or has none: no other alert about Applications can fire.',
  })
}

/** Of what is synced by hand it reminds; what syncs by itself should have done so long before. */
export function applicationOutOfSync(argoCd: ArgoCd, runbooks: Runbooks): readonly AlertRule[] {
  // Its health, and an operation that goes on, are labels of the same series: they would begin the time anew.
  const outOfSync = (byItself: boolean): string =>
    `max by (name) (argocd_app_info{autosync_enabled="${byItself}", sync_status="OutOfSync"}) == 1`
  return [
    rule(argoCd, runbooks, {
      alert: 'ApplicationOutOfSync',
      expr: outOfSync(false),
      for: '24h',
      severity: 'warning',
      summary: 'An Application waits for a sync',
      description: '{{ $labels.name }} is out of sync for a day: sync it, or take back what was pushed or changed.',
    }),
    rule(argoCd, runbooks, {
      alert: 'ApplicationNotSyncing',
      expr: outOfSync(true),
      for: '1h',
      severity: 'warning',
      summary: 'An Application does not sync by itself',
      description:
        '{{ $labels.name }} is out of sync for an hour: its syncs fail, or a window of its project still holds it.',
    }),
  ]
}

/** How long the end of a sync is remembered. */
const remembered = '1d'
/** How often it is looked for in that time. */
const step = '5m'

/**
 * The last sync ended badly, whatever the Application is compared with: a hook that failed leaves it in sync. Argo CD counts ends, and
 * shows no last one: the newest moments at which the counts grew are compared.
 */
export function applicationSyncFailed(argoCd: ArgoCd, runbooks: Runbooks): AlertRule {
  const [bad, good] = [lastEnd('Error|Failed'), lastEnd('Succeeded')]
  return rule(argoCd, runbooks, {
    alert: 'ApplicationSyncFailed',
    // What was deleted is still counted.
    expr: `(${bad} > ${good} or ${bad} unless ${good}) and on (name) argocd_app_info`,
    for: '30m',
    severity: 'warning',
    summary: 'The last sync of an Application failed',
    description: '{{ $labels.name }}: what it was told, and by which object, is in its last operation in Argo CD.',
  })
}

/** When syncs of an Application last ended so. The first end makes the series, in which nothing grew. */
function lastEnd(phases: string): string {
  const ends = `argocd_app_sync_total{phase=~"${phases}", dry_run="false"}`
  const grew = `increase(${ends}[10m]) > 0 or ${ends} unless ${ends} offset 10m`
  return `max by (name) (max_over_time(timestamp(${grew})[${remembered}:${step}]))`
}
