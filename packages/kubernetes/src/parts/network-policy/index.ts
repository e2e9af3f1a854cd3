import { made } from '@homelab/estate/model'
/**
 * What pods connect to that is no service of the estate. Network policies allow it; traffic to services follows from the
 * declared needs.
 */
export interface Reach {
  /** `internet`: public addresses, HTTP and HTTPS. `kubernetes-api`: the API server of their cluster. `kubelets`: its nodes. */
  readonly to: 'internet' | 'kubernetes-api' | 'kubelets'
  /** One clause in the third person: `fetches feeds`. */
  readonly why: string
}

/**
 * Pods that call the internet; without it they can't.
 *
 * @param why what for
 * @example reachesInternet('fetches feeds')
 */
export function reachesInternet(why: string): Reach {
  return made({ to: 'internet', why })
}

/**
 * Pods that call the Kubernetes API.
 *
 * @param why what for
 */
export function reachesApi(why: string): Reach {
  return made({ to: 'kubernetes-api', why })
}

/**
 * Pods that call the kubelets of the nodes.
 *
 * @param why what for
 */
export function reachesKubelets(why: string): Reach {
  return made({ to: 'kubelets', why })
}
