import { matching } from '../drawing/selector.ts'
import type { Observed, Watched } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

/** The alert that always holds, and whose end an outside service notices. */
export const heartbeatAlert = 'Heartbeat'

/** Holds as long as Prometheus evaluates rules and takes in what it scrapes; where it ends up tells of its silence. */
export function heartbeat(prometheus: NonNullable<Observed['prometheus']>, runbooks: Runbooks): AlertRule {
  return rule(prometheus, runbooks, {
    alert: heartbeatAlert,
    expr: `max(up${matching(prometheus.series)}) == 1`,
    for: '0m',
    severity: 'none',
    summary: 'Alerts work',
    description: 'Always on. A service outside of the estate tells when it is not heard of any more.',
  })
}

/** What a receiver refuses reaches nobody by that way; the alert goes by those of its own severity. */
export function notificationsFailing(
  alertmanager: Watched & { readonly series: object },
  runbooks: Runbooks,
): AlertRule {
  const failed = `alertmanager_notifications_failed_total${matching({ ...alertmanager.series })}`
  return rule(alertmanager, runbooks, {
    alert: 'NotificationsFailing',
    expr: `sum by (receiver, integration) (increase(${failed}[15m])) > 0`,
    for: '15m',
    severity: 'critical',
    summary: 'Alerts do not reach a receiver',
    description:
      'Receiver {{ $labels.receiver }} takes no message by {{ $labels.integration }}: see Alertmanager’s log.',
  })
}
