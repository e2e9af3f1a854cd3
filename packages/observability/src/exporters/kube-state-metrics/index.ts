import { counter, exporterPart, gauge } from '../exporter.ts'

const docs = 'https://github.com/kubernetes/kube-state-metrics/blob/v2.13.0/docs/metrics'
const pod = ['namespace', 'pod', 'uid'] as const
const container = [...pod, 'container'] as const
const resource = [...container, 'node', 'resource', 'unit'] as const
const claim = ['namespace', 'persistentvolumeclaim'] as const

/** The cluster's objects as metrics. */
export const kubeStateMetricsExporter = exporterPart({
  kind: 'kube-state-metrics',
  title: 'kube-state-metrics 2.13',
  sources: [
    `${docs}/workload/pod-metrics.md`,
    `${docs}/workload/deployment-metrics.md`,
    `${docs}/workload/statefulset-metrics.md`,
    `${docs}/workload/daemonset-metrics.md`,
    `${docs}/workload/cronjob-metrics.md`,
    `${docs}/workload/job-metrics.md`,
    `${docs}/cluster/namespace-metrics.md`,
    `${docs}/cluster/node-metrics.md`,
    `${docs}/storage/persistentvolumeclaim-metrics.md`,
  ],
  metrics: {
    kube_pod_info: gauge(...pod, 'node', 'host_ip', 'pod_ip', 'created_by_kind', 'created_by_name', 'host_network'),
    kube_pod_status_phase: gauge(...pod, 'phase'),
    kube_pod_status_ready: gauge(...pod, 'condition'),
    kube_pod_status_unschedulable: gauge(...pod),
    kube_pod_container_status_ready: gauge(...container),
    kube_pod_container_status_waiting_reason: gauge(...container, 'reason'),
    kube_pod_container_status_last_terminated_reason: gauge(...container, 'reason'),
    kube_pod_container_status_restarts_total: counter(...container),
    kube_pod_container_resource_requests: gauge(...resource),
    kube_pod_container_resource_limits: gauge(...resource),
    kube_deployment_created: gauge('namespace', 'deployment'),
    kube_deployment_spec_replicas: gauge('namespace', 'deployment'),
    kube_deployment_status_replicas_available: gauge('namespace', 'deployment'),
    kube_statefulset_created: gauge('namespace', 'statefulset'),
    kube_statefulset_replicas: gauge('namespace', 'statefulset'),
    kube_statefulset_status_replicas_ready: gauge('namespace', 'statefulset'),
    kube_daemonset_status_desired_number_scheduled: gauge('namespace', 'daemonset'),
    kube_daemonset_status_number_ready: gauge('namespace', 'daemonset'),
    kube_cronjob_status_last_successful_time: gauge('namespace', 'cronjob'),
    kube_job_status_failed: gauge('namespace', 'job_name', 'reason'),
    kube_job_status_start_time: gauge('namespace', 'job_name'),
    kube_namespace_created: gauge('namespace'),
    kube_node_status_condition: gauge('node', 'condition', 'status'),
    kube_persistentvolumeclaim_resource_requests_storage_bytes: gauge(...claim),
    kube_persistentvolumeclaim_status_phase: gauge(...claim, 'phase'),
  },
})
