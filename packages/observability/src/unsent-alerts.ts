import { type Finding, lookup, type Resolved, type ResolvedService, whereInWorkload } from '@homelab/estate/model'
import { prometheusRulesSlot } from './prometheus.ts'
import { alertmanagersOf } from './slots/prometheus.ts'

/** Rules that are evaluated, and tell nobody. */
export function unsentAlerts(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name, slots } = service
  if (alertmanagersOf(lookup(resolved), name).length > 0) return []
  return slots.filter(prometheusRulesSlot.is).map(slot => ({
    code: 'unsent-alerts',
    where: whereInWorkload(service, 'rules', slot),
    problem: 'it evaluates alert rules, and nothing sends the alerts to anybody',
    fix: 'let it need an Alertmanager (`endpoint(…, asAlertmanager())`), or accept it and say who looks at its pages',
  }))
}
