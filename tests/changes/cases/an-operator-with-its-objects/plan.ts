import type { PlanCase } from '../../plan-case.ts'

/** The API server takes no object of a kind that it does not know. */
export default {
  steps: [
    'certificates/application/certificates#apply: argocd app sync certificates *',
    'authority/application/authority#apply: argocd app sync authority *',
  ],
  order: [
    ['certificates/application/certificates#apply', 'authority/application/authority#apply'],
    ['authority/application/authority#apply', 'house/application/house#apply'],
  ],
  silent: ['*#remove', 'wiki/*', 'db/*'],
} satisfies PlanCase
