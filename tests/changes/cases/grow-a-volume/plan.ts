import type { PlanCase } from '../../plan-case.ts'

/** The claim grows in place; of the StatefulSet the object goes without its pods, and its claim is grown by itself. */
export default {
  steps: [
    'wiki/application/wiki#apply: argocd app sync wiki *',
    'loki/pods/loki#release: kubectl --context=kind --namespace=monitoring delete statefulset loki --cascade=orphan',
    'loki/application/loki#apply: argocd app sync loki *',
  ],
  order: [
    ['repository#push', 'loki/pods/loki#release'],
    ['loki/application/loki#preview', 'loki/pods/loki#release'],
    ['loki/pods/loki#release', 'loki/application/loki#apply'],
  ],
  back: { 'wiki/application/wiki#apply': 'none: *only grow*', 'loki/pods/loki#release': '*argocd app sync loki*' },
  carries: { 'loki/pods/loki#release': 'recreates StatefulSet monitoring/loki' },
  silent: ['*#remove*', 'caddy/*', 'feed/*'],
} satisfies PlanCase
