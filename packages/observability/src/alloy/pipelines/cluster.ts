import type { Component, ForwardTo, MetricsReceiver } from '../component.ts'
import { discoveryKubernetes, discoveryRelabel } from '../discovery.ts'
import { lokiProcess, lokiSourceKubernetes, lokiWrite } from '../loki.ts'
import { exporterBlackbox, type ProbeTarget, prometheusRemoteWrite, prometheusScrape } from '../prometheus.ts'
import { copyLabel, dropWhere, type RelabelRule } from '../relabel.ts'
import { dropStage, jsonStage, labelDropStage, labelsStage, levelStage } from '../stages.ts'
import { type NodeMetrics, nodeMetrics } from './nodes.ts'

export interface ClusterPipeline {
  /** Push address of Loki. */
  readonly lokiUrl: string
  /** Remote write address of Prometheus. */
  readonly prometheusUrl: string
  /** What tells this cluster's logs and metrics from those of others; nothing by default. */
  readonly labels?: Readonly<Record<string, string>>
  readonly probes: readonly ProbeTarget[]
  readonly probeIntervalSeconds: number
  readonly probeTimeoutSeconds: number
  /** Metrics of the nodes; none by default. */
  readonly nodes?: Omit<NodeMetrics, 'forwardTo'>
  /** Lines that hold this text are dropped (RE2). */
  readonly dropLines: string
  /** Read from lines in JSON. */
  readonly jsonFields: readonly string[]
  /** Those of the fields that become labels. */
  readonly jsonLabels: readonly string[]
}

/** Logs of all pods to Loki; probes of services over HTTP, and metrics of the nodes, to Prometheus (facts K13). */
export function clusterPipeline(props: ClusterPipeline): readonly Component[] {
  const write = prometheusRemoteWrite('prometheus', { url: props.prometheusUrl, labels: props.labels ?? {} })
  const forwardTo = [write.receiver] as const
  return [
    ...podLogs(props),
    ...probing(props, forwardTo),
    ...(props.nodes === undefined ? [] : nodeMetrics({ ...props.nodes, forwardTo })),
    write,
  ]
}

function podLogs({ lokiUrl, labels = {}, dropLines, jsonFields, jsonLabels }: ClusterPipeline): readonly Component[] {
  const write = lokiWrite('loki', { url: lokiUrl, labels })
  const process = lokiProcess('pods', {
    forwardTo: [write.receiver],
    stages: [
      dropStage(dropLines),
      jsonStage(itself(jsonFields)),
      labelDropStage('__error__', '__error_details__'),
      ...(jsonLabels.includes('level') ? [levelStage('level')] : []),
      labelsStage(itself(jsonLabels)),
    ],
  })
  const pods = discoveryKubernetes('pods', { role: 'pod' })
  const labelled = discoveryRelabel('pods', { targets: pods.targets, rules: podLabels })
  const source = lokiSourceKubernetes('pods', { targets: labelled.targets, forwardTo: [process.receiver] })
  return [pods, labelled, source, process, write]
}

/** https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.kubernetes/#pod-role */
const podLabels: readonly RelabelRule[] = [
  dropWhere('__meta_kubernetes_pod_phase', 'Pending|Succeeded|Failed|Unknown'),
  copyLabel('__meta_kubernetes_namespace', 'namespace'),
  copyLabel('__meta_kubernetes_pod_name', 'pod'),
  copyLabel('__meta_kubernetes_pod_container_name', 'container'),
  copyLabel('__meta_kubernetes_pod_label_app', 'app'),
  copyLabel('__meta_kubernetes_pod_label_app_kubernetes_io_name', 'app', '(.+)'),
  copyLabel('__meta_kubernetes_pod_node_name', 'node'),
  {
    action: 'replace',
    sourceLabels: ['__meta_kubernetes_pod_uid', '__meta_kubernetes_pod_container_name'],
    separator: '/',
    targetLabel: '__path__',
    replacement: '/var/log/pods/*$1/*.log',
  },
]

function probing(
  { probes, probeTimeoutSeconds, probeIntervalSeconds }: ClusterPipeline,
  forwardTo: ForwardTo<MetricsReceiver>,
): readonly Component[] {
  const exporter = exporterBlackbox('services', { timeoutSeconds: probeTimeoutSeconds, targets: probes })
  const intervalSeconds = probeIntervalSeconds
  return [exporter, prometheusScrape('blackbox', { targets: exporter.targets, intervalSeconds, forwardTo })]
}

/** An empty source means the name itself. */
function itself(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, '']))
}
