import type { k8s } from '../../k8s.ts'

/**
 * The Tailscale operator's own kinds, as far as they are used here:
 * https://github.com/tailscale/tailscale/blob/main/k8s-operator/api.md
 */
export interface ProxyClassProps {
  readonly metadata: k8s.ObjectMeta
  readonly spec: {
    readonly statefulSet: {
      readonly pod: {
        readonly tailscaleContainer?: ProxyContainer
        readonly tailscaleInitContainer?: ProxyContainer
      }
    }
  }
}

interface ProxyContainer {
  /** Image reference. */
  readonly image: string
}

export interface ProxyGroupProps {
  readonly metadata: k8s.ObjectMeta
  readonly spec: {
    readonly type: 'ingress' | 'egress' | 'kube-apiserver'
    readonly replicas: number
    readonly proxyClass: string
    readonly tags: readonly string[]
  }
}

export interface DnsConfigProps {
  readonly metadata: k8s.ObjectMeta
  readonly spec: { readonly nameserver: { readonly image: { readonly repo: string; readonly tag: string } } }
}
