import { made, type OutsidePort } from '@homelab/estate/model'
/**
 * What pods connect to that is no service of the estate. Network policies allow it; traffic to services follows from the
 * declared needs.
 */
export interface Reach {
  /** `internet`: public addresses, HTTP and HTTPS unless `ports` says otherwise. `kubernetes-api`: the API server of their cluster. `kubelets`: its nodes. */
  readonly to: 'internet' | 'kubernetes-api' | 'kubelets'
  /** One clause in the third person: `fetches feeds`. */
  readonly why: string
  /** Of the internet, in place of HTTP and HTTPS. */
  readonly ports?: readonly OutsidePort[]
}

/**
 * Pods that call the internet; without it they can't.
 *
 * @param why what for
 * @param ports HTTP and HTTPS by default
 * @example reachesInternet('fetches feeds')
 * @example reachesInternet('asks for the time', { port: 123, protocol: 'UDP' })
 */
export function reachesInternet(why: string, ...ports: readonly OutsidePort[]): Reach {
  return made({ to: 'internet', why, ...(ports.length > 0 && { ports }) })
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
