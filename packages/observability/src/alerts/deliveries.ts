import { among, matching } from '../drawing/selector.ts'
import type { Observed } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

type ArgoCd = Observed['argoCds'][number]

/** A Secret that External Secrets could not bring up to date: a pod that needs it does not start, or keeps the old value. */
export function externalSecretNotReady(
  externalSecrets: Observed['externalSecrets'][number],
  runbooks: Runbooks,
): AlertRule {
  const failing = matching({ ...among(externalSecrets.within), condition: 'Ready', status: 'False' })
  return rule(externalSecrets, runbooks, {
    alert: 'ExternalSecretNotReady',
    expr: `max by (namespace, name) (externalsecret_status_condition${failing}) == 1`,
    for: '15m',
    severity: 'warning',
    summary: 'A secret is not brought into the cluster',
    description:
      'ExternalSecret {{ $labels.namespace }}/{{ $labels.name }}: its item or field is missing, or the store refuses; describe it.',
  })
}

/** An Application whose objects are not well, or that cannot be compared with its sources at all. */
export function applicationNotReady(argoCd: ArgoCd, runbooks: Runbooks): AlertRule {
  const ill = `argocd_app_info${matching(among(argoCd.within), 'health_status!~"Healthy|Suspended"')}`
  const unknown = `argocd_app_info${matching({ ...among(argoCd.within), sync_status: 'Unknown' })}`
  return rule(argoCd, runbooks, {
    alert: 'ApplicationNotReady',
    // Suspended is what somebody paused. Of one that is out of sync others tell.
    expr: `max by (name, health_status, sync_status) (${ill} or ${unknown}) == 1`,
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
    expr: `absent(argocd_app_info${matching(among(argoCd.within))})`,
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
    `max by (name) (argocd_app_info${matching({ ...among(argoCd.within), autosync_enabled: String(byItself), sync_status: 'OutOfSync' })}) == 1`
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
  const [bad, good] = [lastEnd(argoCd, 'Error|Failed'), lastEnd(argoCd, 'Succeeded')]
  return rule(argoCd, runbooks, {
    alert: 'ApplicationSyncFailed',
    // What was deleted is still counted.
    expr: `(${bad} > ${good} or ${bad} unless ${good}) and on (name) argocd_app_info${matching(among(argoCd.within))}`,
    for: '30m',
    severity: 'warning',
    summary: 'The last sync of an Application failed',
    description: '{{ $labels.name }}: what it was told, and by which object, is in its last operation in Argo CD.',
  })
}

/** When syncs of an Application last ended so. The first end makes the series, in which nothing grew. */
function lastEnd({ within }: ArgoCd, phases: string): string {
  const ends = `argocd_app_sync_total${matching(among(within), `phase=~"${phases}"`, 'dry_run="false"')}`
  const grew = `increase(${ends}[10m]) > 0 or ${ends} unless ${ends} offset 10m`
  return `max by (name) (max_over_time(timestamp(${grew})[${remembered}:${step}]))`
}
