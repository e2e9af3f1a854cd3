import { among } from '../drawing/selector.ts'
import type { InCluster } from '../metrics/observed.ts'

/**
 * Alert rules as Prometheus reads them
 * (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/).
 */

/**
 * `critical`: people notice, or data is at risk. `warning`: it will be, or someone should look today. `none`: nothing is
 * wrong, the alert itself is the message.
 */
type Severity = 'critical' | 'warning' | 'none'

export interface AlertRule {
  readonly alert: string
  readonly expr: string
  /** How long it must hold: `5m`. */
  readonly for: string
  readonly labels: Readonly<Record<string, string>> & { readonly severity: Severity; readonly service: string }
  readonly annotations: {
    readonly summary: string
    readonly description: string
    /** The page that says how to check and fix it. */
    readonly runbook_url?: string
  }
}

export interface RuleGroup {
  readonly name: string
  readonly rules: readonly AlertRule[]
}

/** Where the pages are. */
export interface Runbooks {
  /** Address of the documentation, without a slash at the end; without it alerts have no links. */
  readonly runbookBase?: string
}

export interface RuleProps {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly severity: Severity
  /** What is wrong, one clause without a full stop. */
  readonly summary: string
  /** What it means and what to do first. May use Prometheus's templates: `{{ $value | humanizePercentage }}`. */
  readonly description: string
  /** Further labels, to tell rules of one service apart. */
  readonly labels?: Readonly<Record<string, string>>
}

/** An alert about something that is watched, with a link to its page. */
export function rule(
  about: { readonly service: string; readonly page: string } & InCluster,
  { runbookBase }: Runbooks,
  props: RuleProps,
): AlertRule {
  const { alert, expr, severity, summary, description, labels } = props
  return {
    alert,
    expr,
    for: props.for,
    labels: { severity, service: about.service, ...among(about.within), ...labels },
    annotations: {
      summary: about.within === undefined ? summary : `${about.within}: ${summary}`,
      description,
      ...(runbookBase !== undefined && { runbook_url: `${runbookBase}/${about.page}` }),
    },
  }
}
