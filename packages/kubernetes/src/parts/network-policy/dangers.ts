import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, objectRule } from '../../changes/rule.ts'

/** What keeps pods apart. */
export const networkPolicyDangers: readonly DangerRule[] = [
  goes('policy-goes', ['NetworkPolicy'], 'opens', 'pods that it selected are reached by all others'),
  objectRule('policy-wider', ['NetworkPolicy'], judged =>
    isField(judged, 'spec.ingress', 'spec.egress', 'spec.podSelector', 'spec.policyTypes')
      ? {
          danger: 'opens',
          why: 'who reaches its pods, or what they reach, is another; what nothing allows any more is stopped',
        }
      : undefined,
  ),
]
