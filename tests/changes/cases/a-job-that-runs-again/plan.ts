import type { PlanCase } from '../../plan-case.ts'

/** One sync; nobody is without anything while it runs. */
export default {
  steps: ['docs/application/docs#apply: argocd app sync docs *'],
  order: [],
  interrupts: { 'docs/application/docs#apply': 'nobody: index-* runs once*until it has ended' },
  silent: ['wiki/*', 'caddy/*', '*#save'],
} satisfies PlanCase
