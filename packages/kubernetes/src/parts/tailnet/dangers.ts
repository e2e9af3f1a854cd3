import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, objectRule } from '../../changes/rule.ts'
import { isEmpty } from '../../compare/json.ts'

/** https://tailscale.com/docs/features/kubernetes-operator/how-to/cluster-ingress */
export const entranceDangers: readonly DangerRule[] = [
  goes('entrance-goes', ['Ingress', 'Service'], 'stops', 'whoever reaches pods through it reaches nothing'),
  objectRule('funnel-opens', ['Ingress'], judged =>
    isField(judged, 'metadata.annotations["tailscale.com/funnel"]') && judged.change.after === 'true'
      ? { danger: 'opens', why: 'the internet reaches it, past every proxy' }
      : undefined,
  ),
  objectRule('service-opens', ['Service'], judged =>
    isField(judged, 'spec.type') && (judged.change.after === 'NodePort' || judged.change.after === 'LoadBalancer')
      ? { danger: 'opens', why: 'it answers outside of the cluster' }
      : undefined,
  ),
  objectRule('service-moves', ['Service'], judged =>
    isField(judged, 'spec.ports[*].port', 'spec.selector') && !isEmpty(judged.change.before)
      ? { danger: 'stops', why: 'whoever asks as before reaches nothing until it asks the new one' }
      : undefined,
  ),
  objectRule('entrance-renamed', ['Ingress'], judged =>
    isField(judged, 'spec.tls', 'spec.rules')
      ? { danger: 'stops', why: 'its name or what it leads to is another' }
      : undefined,
  ),
]
