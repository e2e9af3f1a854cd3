import { cadvisorExporter as cadvisor } from '../../exporters/cadvisor/index.ts'
import { generatedExporter as generated } from '../../exporters/generated/index.ts'
import { kubeletExporter as kubelet } from '../../exporters/kubelet/index.ts'
import type { Component, ForwardTo, MetricsReceiver } from '../component.ts'
import { discoveryKubernetes } from '../discovery.ts'
import { prometheusRelabel, prometheusScrape } from '../prometheus.ts'
import { keepWhere } from '../relabel.ts'

/** Job labels of what each node's kubelet gives. */
export const nodeJobs = { cadvisor: 'cadvisor', kubelet: 'kubelet' } as const

export interface NodeMetrics {
  readonly intervalSeconds: number
  /** How full claims are, besides the nodes' disks and what containers use. */
  readonly claims: boolean
  readonly forwardTo: ForwardTo<MetricsReceiver>
}

/** Where a pod finds its account's token: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */
const bearerTokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/**
 * Metrics of a cluster's nodes from their kubelets, which want the right to get `nodes/metrics`
 * (https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/). Only what the catalogue lists is kept:
 * a kubelet gives thousands of series.
 */
export function nodeMetrics({ intervalSeconds, claims, forwardTo }: NodeMetrics): readonly Component[] {
  const wanted = [generated, cadvisor, ...(claims ? [kubelet] : [])].flatMap(({ metrics }) => Object.keys(metrics))
  const nodes = discoveryKubernetes('nodes', { role: 'node' })
  const keep = prometheusRelabel('nodes', { rules: [keepWhere('__name__', wanted.join('|'))], forwardTo })
  const kubelets = {
    targets: nodes.targets,
    scheme: 'https',
    bearerTokenFile,
    // A kubelet signs its own certificate unless the cluster is told to: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation
    anyCertificate: true,
    intervalSeconds,
    forwardTo: [keep.receiver],
  } as const
  return [
    nodes,
    prometheusScrape('cadvisor', { ...kubelets, job: nodeJobs.cadvisor, path: '/metrics/cadvisor' }),
    ...(claims ? [prometheusScrape('kubelet', { ...kubelets, job: nodeJobs.kubelet })] : []),
    keep,
  ]
}
