import type { PlanCase } from '../../plan-case.ts'

/** A picture is delivered as all else is. */
export default {
  steps: ['repository#push: git push', 'boards/application/boards#apply: argocd app sync boards --timeout 600'],
  order: [['repository#push', 'boards/application/boards#apply']],
  interrupts: {},
  silent: ['*#remove', 'wiki/*', 'caddy/*', '*#save'],
} satisfies PlanCase
