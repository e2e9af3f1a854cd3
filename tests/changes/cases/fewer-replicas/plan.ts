import type { PlanCase } from '../../plan-case.ts'

/** One sync, and the others answer. */
export default {
  steps: ['docs/application/docs#apply: argocd app sync docs *'],
  order: [],
  interrupts: { 'docs/application/docs#apply': 'nobody: 1 of 3 pods end*the others answer' },
  carries: { 'docs/application/docs#apply': 'restarts Deployment docs/docs' },
  silent: ['wiki/*', 'caddy/*', 'tailnet#*', '*#remove', '*#save'],
} satisfies PlanCase
