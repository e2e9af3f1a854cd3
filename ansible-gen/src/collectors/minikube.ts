import { type CollectorProps, type Metric, renderCollector } from './script.ts'

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
  return renderCollector({
    marker,
    output,
    about: 'Writes for the textfile collector whether the minikube cluster runs, and what is in it.',
    constants: { MINIKUBE: minikube, KUBECTL: kubectl, JQ: jq, PROFILE: profile, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: minikubeMetrics,
    helpers: ['limited'],
    body,
  })
}

// `minikube status` fails when any part is down, so its answer is read and not its exit code; of several nodes it
// gives a list: https://minikube.sigs.k8s.io/docs/commands/status/
const body = `
collect() {
  limited "$TIMEOUT_SECONDS" "$MINIKUBE" status --profile "$PROFILE" --output json >"$SCRATCH/status" || true
  host=$("$JQ" --raw-output 'if type == "array" then .[0] else . end | .Host' "$SCRATCH/status")
  [ "$host" = Running ]
  gauge minikube_up 1
  attempt cluster "$SCRATCH/cluster"
  if [ "$status" -eq 0 ]; then cat "$SCRATCH/cluster"; else unknown_cluster; fi
}

cluster() {
  ask --raw /healthz >/dev/null
  gauge minikube_apiserver_up 1
  gauge minikube_node_count "$(count nodes)"
  gauge minikube_pod_count "$(count pods --all-namespaces)"
  gauge minikube_namespace_count "$(count namespaces)"
}

ask() {
  limited "$TIMEOUT_SECONDS" "$KUBECTL" --context "$PROFILE" get "$@"
}

# count KIND [OPTION]: prints nothing when the API server does not answer.
count() {
  ask "$@" --output name >"$SCRATCH/names" && echo $(($(wc -l <"$SCRATCH/names")))
}

unknown_cluster() {
  gauge minikube_apiserver_up 0
  gauge minikube_node_count 0
  gauge minikube_pod_count 0
  gauge minikube_namespace_count 0
}

down() {
  gauge minikube_up 0
  unknown_cluster
}
`
