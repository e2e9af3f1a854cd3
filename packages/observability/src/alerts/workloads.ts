import { among, matching, type Selector } from '../drawing/selector.ts'
import type { Observed } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

type Cluster = Observed['clusters'][number]

/** How many pods a workload asks for and how many serve, as kube-state-metrics counts them. */
const counts = {
  Deployment: ['kube_deployment_spec_replicas', 'kube_deployment_status_replicas_available'],
  StatefulSet: ['kube_statefulset_replicas', 'kube_statefulset_status_replicas_ready'],
  DaemonSet: ['kube_daemonset_status_desired_number_scheduled', 'kube_daemonset_status_number_ready'],
} as const

/** Workloads with fewer pods than they ask for, whatever the reason. */
export function workloadShortRules(cluster: Cluster, runbooks: Runbooks): readonly AlertRule[] {
  const own = matching(among(cluster.within))
  return Object.entries(counts).map(([kind, [wanted, ready]]) => {
    const name = kind.toLowerCase()
    return rule(cluster, runbooks, {
      alert: 'WorkloadShort',
      expr: `max by (namespace, ${name}) (${wanted}${own} - ${ready}${own}) > 0`,
      for: '15m',
      severity: 'warning',
      summary: `A ${kind} lacks pods`,
      description: `{{ $value }} of {{ $labels.namespace }}/{{ $labels.${name} }} are not ready: describe its pods.`,
      labels: { kind },
    })
  })
}

/** A pod that no node takes, a container that needed more memory than it may have, a job that gave up, a node. */
export function schedulingRules(cluster: Cluster, runbooks: Runbooks): readonly AlertRule[] {
  const of = (selector: Selector = {}): string => matching({ ...among(cluster.within), ...selector })
  const killed = `kube_pod_container_status_last_terminated_reason${of({ reason: 'OOMKilled' })} == 1`
  // The reason stays after the container is well again; a restart in the last hour does not.
  const restarted = `increase(kube_pod_container_status_restarts_total${of()}[1h]) > 0`
  // A failed job stays until its history is cleared, also after the next one went well.
  const recent = `time() - kube_job_status_start_time${of()} < 86400`
  return [
    rule(cluster, runbooks, {
      alert: 'NodeNotReady',
      expr: `max by (node) (kube_node_status_condition${of({ condition: 'Ready', status: 'true' })}) == 0`,
      for: '5m',
      severity: 'critical',
      summary: 'A node is not ready',
      description: 'The kubelet of {{ $labels.node }} does not report, or reports trouble: describe the node.',
    }),
    rule(cluster, runbooks, {
      alert: 'PodUnschedulable',
      expr: `max by (namespace, pod) (kube_pod_status_unschedulable${of()}) == 1`,
      for: '15m',
      severity: 'warning',
      summary: 'No node takes a pod',
      description: '{{ $labels.namespace }}/{{ $labels.pod }}: processor, memory or a volume is missing; describe it.',
    }),
    rule(cluster, runbooks, {
      alert: 'ContainerOutOfMemory',
      expr: `max by (namespace, pod, container) (${killed} and on (namespace, pod, container) ${restarted})`,
      for: '1m',
      severity: 'warning',
      summary: 'A container was ended for using too much memory',
      description:
        'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} reached its limit: raise it.',
    }),
    rule(cluster, runbooks, {
      alert: 'JobFailed',
      expr: `max by (namespace, job_name) (kube_job_status_failed${of()} > 0 and on (namespace, job_name) ${recent})`,
      for: '5m',
      severity: 'warning',
      summary: 'A job failed',
      description: 'Job {{ $labels.namespace }}/{{ $labels.job_name }} failed since yesterday: read its log.',
    }),
  ]
}
