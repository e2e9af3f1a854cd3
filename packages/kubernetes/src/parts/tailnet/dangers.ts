import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, objectRule } from '../../changes/rule.ts'
import { at, isEmpty } from '../../compare/json.ts'

/** Where a load balancer is told which address to give. */
const addresses = ['spec.loadBalancerIP', 'metadata.annotations["metallb.io/loadBalancerIPs"]']

function isOpen(type: unknown): boolean {
  return type === 'NodePort' || type === 'LoadBalancer'
}

/** https://tailscale.com/docs/features/kubernetes-operator/how-to/cluster-ingress */
export const entranceDangers: readonly DangerRule[] = [
  goes('entrance-goes', ['Ingress', 'Service'], 'stops', 'whoever reaches pods through it reaches nothing'),
  objectRule('funnel-opens', ['Ingress'], judged =>
    isField(judged, 'metadata.annotations["tailscale.com/funnel"]') && judged.change.after === 'true'
      ? { danger: 'opens', why: 'the internet reaches it, past every proxy' }
      : undefined,
  ),
  objectRule('service-opens', ['Service'], judged => {
    const { kind, path, after } = judged.change
    const comes = kind === 'added' && path === undefined && isOpen(at(judged.object, 'spec', 'type'))
    return comes || (isField(judged, 'spec.type') && isOpen(after))
      ? { danger: 'opens', why: 'it answers outside of the cluster' }
      : undefined
  }),
  objectRule('service-closes', ['Service'], judged =>
    isField(judged, 'spec.type') && isOpen(judged.change.before) && !isOpen(judged.change.after)
      ? { danger: 'stops', why: 'outside of the cluster it answers no more' }
      : undefined,
  ),
  objectRule('service-moves', ['Service'], judged =>
    isField(judged, 'spec.ports[*].port', 'spec.selector', ...addresses) && !isEmpty(judged.change.before)
      ? { danger: 'stops', why: 'whoever asks as before reaches nothing until it asks the new one' }
      : undefined,
  ),
  objectRule('entrance-renamed', ['Ingress'], judged =>
    isField(judged, 'spec.tls', 'spec.rules')
      ? { danger: 'stops', why: 'its name or what it leads to is another' }
      : undefined,
  ),
]
