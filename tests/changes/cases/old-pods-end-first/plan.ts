import type { PlanCase } from '../../plan-case.ts'

/** Nobody answers in between. */
export default {
  steps: ['docs/application/docs#apply: argocd app sync docs *'],
  order: [],
  interrupts: { 'docs/application/docs#apply': 'docs*: *from the end of the old pod until the new one is ready' },
  carries: { 'docs/application/docs#apply': 'restarts Deployment docs/docs' },
  silent: ['wiki/*', 'caddy/*', 'tailnet#*', '*#remove', '*#save'],
} satisfies PlanCase
