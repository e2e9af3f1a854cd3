import type { PlanCase } from '../../plan-case.ts'

/** One Application, whose new pods start before the old ones end. */
export default {
  steps: [
    'docs/application/docs#preview: argocd app diff docs *',
    'docs/application/docs#apply: argocd app sync docs *',
  ],
  order: [['docs/application/docs#preview', 'docs/application/docs#apply']],
  watch: { 'docs/application/docs#apply': 'https://docs.cottage.example*' },
  interrupts: { 'docs/application/docs#apply': 'nobody: *' },
  carries: { 'docs/application/docs#apply': 'restarts Deployment docs/docs' },
  silent: ['wiki/*', 'caddy/*', 'tailnet#*', '*#remove', '*#save'],
} satisfies PlanCase
