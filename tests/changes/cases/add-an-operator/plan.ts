import type { PlanCase } from '../../plan-case.ts'

/** Kinds of objects, then what runs them, then the objects. */
export default {
  steps: [
    'kind/application/root#apply: argocd app sync root *',
    'postgres-operator/application/postgres-operator-crds#apply: argocd app sync postgres-operator-crds *',
    'postgres-operator/application/postgres-operator#apply: argocd app sync postgres-operator *',
    'db/application/db#apply: argocd app sync db *',
  ],
  order: [
    ['kind/application/root#apply', 'postgres-operator/application/postgres-operator-crds#apply'],
    [
      'postgres-operator/application/postgres-operator-crds#apply',
      'postgres-operator/application/postgres-operator#apply',
    ],
    ['postgres-operator/application/postgres-operator#apply', 'db/application/db#apply'],
  ],
  interrupts: { 'db/application/db#apply': '*database feed*' },
  silent: ['feed/*', 'database/*', '*#remove', 'tailnet#*'],
} satisfies PlanCase
