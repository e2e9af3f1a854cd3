import type { PodsOtherwise } from '@homelab/services'

/** How the Services and Ingresses of observability are written since February. facts K5, K10, K11 */
export const asInFebruary: PodsOtherwise = {
  serviceType: 'ClusterIP',
  ingress: { form: 'rule', proxyClass: 'none', funnel: 'off' },
}
