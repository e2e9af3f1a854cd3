import { among, matching, quoted } from '../drawing/selector.ts'
import type { Observed, ObservedDatabase } from '../metrics/observed.ts'
import { stuckReasons } from '../metrics/waiting.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

type Cluster = Observed['clusters'][number]

const waiting = 'kube_pod_container_status_waiting_reason'
const looping = 'CrashLoopBackOff'

/**
 * kube-state-metrics answers, and shows no pods: it may not list them. Whatever asks for `kube_…` is silent then.
 */
export function clusterUnseen(cluster: Cluster, runbooks: Runbooks): AlertRule {
  const own = matching(among(cluster.within))
  const shown = ['kube_pod_info', 'kube_node_status_condition', 'kube_deployment_spec_replicas']
  return rule(cluster, runbooks, {
    alert: 'ClusterUnseen',
    expr: shown.map(metric => `absent(${metric}${own})`).join(' or '),
    for: '15m',
    severity: 'critical',
    summary: 'Nothing is known of pods, nodes or workloads',
    description: 'What shows them is down, or may not list them: no other alert about workloads can fire.',
  })
}

/** Pods that crash again and again, and pods that never start. */
export function podRules(cluster: Cluster, runbooks: Runbooks): readonly AlertRule[] {
  const reasons = stuckReasons.filter(reason => reason !== looping).join('|')
  // A looping container waits, runs for a moment, waits again: ten minutes see across the moments.
  const crashed = `max_over_time(${waiting}${matching({ ...among(cluster.within), reason: looping })}[10m])`
  const waits = `${waiting}${matching(among(cluster.within), `reason=~${quoted(reasons)}`)}`
  return [
    rule(cluster, runbooks, {
      alert: 'PodCrashLooping',
      expr: `max by (namespace, pod, container) (${crashed}) >= 1`,
      for: '15m',
      severity: 'warning',
      summary: 'A pod crashes again and again',
      description: 'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }}: read its last log.',
    }),
    rule(cluster, runbooks, {
      alert: 'ContainerNotStarting',
      expr: `max by (namespace, pod, container, reason) (${waits}) >= 1`,
      for: '15m',
      severity: 'warning',
      summary: 'A container cannot start',
      description:
        '{{ $labels.reason }} in container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }}.',
    }),
  ]
}

/** The instance that is scraped says that PostgreSQL is down, or says nothing. */
export function databaseDown(database: ObservedDatabase, runbooks: Runbooks): readonly AlertRule[] {
  if (database.series === undefined) return []
  const up = `cnpg_collector_up${matching(database.series)}`
  return [
    rule(database, runbooks, {
      alert: 'DatabaseDown',
      expr: `${up} == 0 or absent(${up})`,
      for: '5m',
      severity: 'critical',
      summary: `${database.title} is down`,
      description: 'PostgreSQL does not answer its own instance manager, or the instance gives no metrics.',
    }),
  ]
}

/** Fewer instances are ready than the Cluster asks for. */
export function databaseNotReady(database: ObservedDatabase, runbooks: Runbooks): AlertRule {
  const pods = matching(
    { ...among(database.within), namespace: database.namespace },
    `pod=~${quoted(`${database.cluster}-[0-9]+`)}`,
    'condition="true"',
  )
  // A cluster without pods has no series at all; without kube-state-metrics, nothing has.
  const ready = `(sum(kube_pod_status_ready${pods}) or vector(0))`
  return rule(database, runbooks, {
    alert: 'DatabaseNotReady',
    expr: `${ready} < ${database.instances} and count(kube_pod_info${matching(among(database.within))}) > 0`,
    for: '10m',
    severity: 'critical',
    summary: `${database.title} is not ready`,
    description: `{{ $value }} of ${database.instances} instances of ${database.namespace}/${database.cluster} are ready.`,
  })
}
