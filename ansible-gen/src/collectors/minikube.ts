import { scriptFile } from '@homelab/formats/shell'
import { type CollectorProps, type Metric, renderCollector } from './script.ts'

const script = scriptFile(new URL('./minikube.sh', import.meta.url))

/** facts A12 */
export const minikubeMetrics: readonly Metric[] = [
  { name: 'minikube_up', help: '1 when the host of the cluster is running.' },
  { name: 'minikube_apiserver_up', help: '1 when the API server answers that it is healthy.' },
  { name: 'minikube_node_count', help: 'Nodes of the cluster.' },
  { name: 'minikube_pod_count', help: 'Pods in all namespaces.' },
  { name: 'minikube_namespace_count', help: 'Namespaces of the cluster.' },
]

export interface MinikubeCollectorProps extends CollectorProps {
  /** Absolute paths of the programs: a LaunchAgent's PATH is short. */
  readonly minikube: string
  readonly kubectl: string
  readonly jq: string
  /** The minikube profile; its kubectl context has the same name. */
  readonly profile: string
  /** For each single question. */
  readonly timeoutSeconds: number
}

/** Whether a minikube cluster runs, and what is in it. */
export function minikubeCollector(props: MinikubeCollectorProps): string {
  const { minikube, kubectl, jq, profile, timeoutSeconds, marker, output } = props
  return renderCollector(script, {
    marker,
    output,
    constants: { MINIKUBE: minikube, KUBECTL: kubectl, JQ: jq, PROFILE: profile, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: minikubeMetrics,
  })
}
