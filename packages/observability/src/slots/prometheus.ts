import {
  type Flow,
  type Lookup,
  lookup,
  once,
  type Resolved,
  type ResolvedService,
  type Scrape,
} from '@homelab/estate/model'
import { printJson, printYaml } from '@homelab/formats'
import { isAlertmanager } from '../alertmanager.ts'
import { type AlertRule, alertRules, type RuleGroup } from '../alerts/index.ts'
import { observedBy } from '../observed/index.ts'
import { type PrometheusSettings, prometheusRulesSlot } from '../prometheus.ts'

/**
 * Prometheus's configuration: a job for each endpoint that this Prometheus scrapes.
 * Format: https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function prometheusYml(
  resolved: Resolved,
  service: ResolvedService,
  { scrapeIntervalSeconds, evaluationIntervalSeconds, ruleFiles = [] }: PrometheusSettings,
): string {
  const own = resolved.scrapes.filter(({ by }) => by === service.name)
  const jobs = Map.groupBy(own, ({ job }) => job)
  return printYaml({
    global: { scrape_interval: `${scrapeIntervalSeconds}s`, evaluation_interval: `${evaluationIntervalSeconds}s` },
    ...(ruleFiles.length > 0 && { rule_files: ruleFiles }),
    ...alerting(resolved, service),
    scrape_configs: [...jobs].flatMap(([name, [first, ...rest]]) =>
      first === undefined ? [] : [scrapeConfig(name, [first, ...rest])],
    ),
  })
}

/**
 * The alert rules about what a Prometheus has series of, each with a link to its service's page where the estate shows its
 * documentation. Of what it has none of it would say that it is gone: docs/decisions/0056-each-its-own-rules.md.
 */
export function rulesOf(resolved: Resolved, name: string): readonly RuleGroup[] {
  const { documentation } = resolved
  return alertRules(observedBy(resolved, name), documentation === undefined ? {} : { runbookBase: documentation })
}

/**
 * In JSON, which is YAML: it prints forty times as fast, and there is a rule for nearly everything.
 * Format: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export function rulesJson(resolved: Resolved, { name }: Pick<ResolvedService, 'name'>): string {
  const groups = evaluations(resolved).find(({ by }) => by.name === name)?.groups ?? []
  return printJson({ groups })
}

/** Who evaluates alert rules, and which. */
export const evaluations = once((resolved): readonly Evaluation[] =>
  resolved.services
    .filter(({ slots }) => slots.some(prometheusRulesSlot.is))
    .map(by => {
      const groups = rulesOf(resolved, by.name)
      return { by, groups, rules: groups.flatMap(({ rules }) => rules) }
    }),
)

export interface Evaluation {
  readonly by: ResolvedService
  readonly groups: readonly RuleGroup[]
  /** The same, without their groups. */
  readonly rules: readonly AlertRule[]
}

/** The alert rules that some Prometheus of the estate evaluates; none where none has a file of them. */
export const evaluatedRules = once((resolved): readonly AlertRule[] =>
  evaluations(resolved).flatMap(({ rules }) => rules),
)

/** Where alerts go: the endpoints that the service needs so. */
function alerting(resolved: Resolved, service: ResolvedService): object {
  const alertmanagers = alertmanagersOf(lookup(resolved), service.name).map(({ address: { scheme, host, port } }) => ({
    ...(scheme === 'https' && { scheme }),
    static_configs: [{ targets: [`${host}:${port}`] }],
  }))
  return alertmanagers.length === 0 ? {} : { alerting: { alertmanagers } }
}

/** The flows over which a service sends its alerts. */
export function alertmanagersOf(find: Lookup, service: string): readonly Flow[] {
  return find.flowsFrom(service).filter(({ use }) => isAlertmanager(use))
}

/** Fields that equal Prometheus's own defaults are left out. */
function scrapeConfig(name: string, targets: readonly [Scrape, ...Scrape[]]): object {
  const [{ scheme, path }] = targets
  return {
    job_name: name,
    ...(path !== '/metrics' && { metrics_path: path }),
    ...(scheme !== 'http' && { scheme }),
    static_configs: targets.map(({ target, labels }) => ({
      targets: [target],
      ...(Object.keys(labels).length > 0 && { labels }),
    })),
  }
}
