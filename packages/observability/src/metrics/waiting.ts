/** Why a container waits when it will not start without help; pulling and creating are not among them (facts G8). */
export const stuckReasons = [
  'ImagePullBackOff',
  'ErrImagePull',
  'CrashLoopBackOff',
  'CreateContainerError',
  'RunContainerError',
] as const

/** The matcher for `kube_pod_container_status_waiting_reason`. */
export const notStarting = `reason=~"${stuckReasons.join('|')}"`
