/** Why a container waits when it will not start without help, as the dashboard of the cluster counts it (facts G8). */
const counted = [
  'ImagePullBackOff',
  'ErrImagePull',
  'CrashLoopBackOff',
  'CreateContainerError',
  'RunContainerError',
] as const

/**
 * Those, and what a missing Secret, a missing ConfigMap or an image that insists on root looks like; pulling and creating
 * are not among them: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/kubelet/kuberuntime/kuberuntime_container.go
 */
export const stuckReasons = [...counted, 'CreateContainerConfigError', 'InvalidImageName'] as const

/** Matchers for `kube_pod_container_status_waiting_reason`. */
export const countedAsStuck = matcher(counted)
export const notStarting = matcher(stuckReasons)

function matcher(reasons: readonly string[]): string {
  return `reason=~"${reasons.join('|')}"`
}
