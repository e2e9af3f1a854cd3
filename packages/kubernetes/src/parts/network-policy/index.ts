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

export function reachesInternet(why: string): Reach {
  return made({ to: 'internet', why })
}

export function reachesApi(why: string): Reach {
  return made({ to: 'kubernetes-api', why })
}

export function reachesKubelets(why: string): Reach {
  return made({ to: 'kubelets', why })
}
