import type { ResolvedService } from '@homelab/estate/model'
import { type Block, code, prose, tableOf } from '@homelab/formats/page'
import { type AlertRule, evaluatedRules } from '@homelab/observability/render'
import { type Context, linkService } from '../context.ts'

/** The alerts that lead to the service's page, and what each says. */
export function alertsOf({ resolved }: Context, { name }: ResolvedService): Block {
  return tableOf(
    ['alert', 'severity', 'after', 'says'],
    evaluatedRules(resolved)
      .filter(({ labels }) => labels.service === name)
      .map(rule => [code(rule.alert), rule.labels.severity, rule.for, prose(rule.annotations.summary)]),
  )
}

/** Every alert of the estate, by its name, and what it is about. */
export function allAlerts(context: Context): Block {
  const rules = Map.groupBy(evaluatedRules(context.resolved), ({ alert }) => alert)
  return tableOf(
    ['alert', 'severity', 'after', 'about'],
    [...rules].map(([alert, all]) => [
      code(alert),
      distinct(all, ({ labels }) => labels.severity),
      distinct(all, rule => rule.for),
      distinct(all, ({ labels }) => linkService(context, labels.service)),
    ]),
  )
}

function distinct(rules: readonly AlertRule[], what: (rule: AlertRule) => string): string {
  return [...new Set(rules.map(what))].join(', ')
}
