import type { PlanCase } from '../../plan-case.ts'

/** One sync, which interrupts nobody. */
export default {
  steps: ['docs/application/docs#apply: argocd app sync docs *'],
  order: [],
  carries: { 'docs/application/docs#apply': 'opens Service docs/docs' },
  silent: ['wiki/*', 'caddy/*', '*#remove', '*#save'],
} satisfies PlanCase
