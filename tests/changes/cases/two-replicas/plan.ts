import type { PlanCase } from '../../plan-case.ts'

/** New pods come before the old one ends. */
export default {
  steps: ['docs/application/docs#apply: argocd app sync docs *'],
  order: [],
  interrupts: { 'docs/application/docs#apply': 'nobody: *the new pod is ready before the old one ends' },
  carries: { 'docs/application/docs#apply': 'restarts Deployment docs/docs' },
  silent: ['wiki/*', 'caddy/*', 'tailnet#*', '*#remove', '*#save'],
} satisfies PlanCase
