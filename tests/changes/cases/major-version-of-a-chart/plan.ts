import type { PlanCase } from '../../plan-case.ts'

/** Its Application names the version, so the root brings it, and then it is looked at and synced; the database after it. */
export default {
  steps: [
    'kind/application/root#preview: argocd app diff root *',
    'kind/application/root#apply: argocd app sync root *',
    'postgres-operator/application/postgres-operator#preview: argocd app diff postgres-operator *',
    'postgres-operator/application/postgres-operator#apply: argocd app sync postgres-operator *',
  ],
  order: [
    ['kind/application/root#apply', 'postgres-operator/application/postgres-operator#preview'],
    [
      'postgres-operator/application/postgres-operator#preview',
      'postgres-operator/application/postgres-operator#apply',
    ],
  ],
  interrupts: { 'postgres-operator/application/postgres-operator#apply': '*unknown*' },
  carries: {
    'postgres-operator/application/postgres-operator#apply': 'restarts Application argocd/postgres-operator',
  },
  silent: ['feed/*', 'caddy/*', 'tailnet#*'],
} satisfies PlanCase
