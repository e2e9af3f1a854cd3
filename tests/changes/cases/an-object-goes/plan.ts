import type { PlanCase } from '../../plan-case.ts'

/** Pods that read it end first; what goes is looked at before it does. */
export default {
  steps: [
    'docs/application/docs#apply: argocd app sync docs --timeout 600',
    'docs/application/docs#preview-2: argocd app sync docs --prune --dry-run *',
    'docs/application/docs#remove: argocd app sync docs --prune --timeout 600',
  ],
  order: [
    ['docs/application/docs#preview', 'docs/application/docs#apply'],
    ['docs/application/docs#apply', 'docs/application/docs#remove'],
    ['docs/application/docs#preview-2', 'docs/application/docs#remove'],
  ],
  back: { 'docs/application/docs#remove': '*git revert*argocd app sync docs --timeout 600' },
  takes: { 'docs/application/docs#remove': 'ConfigMap docs/docs-site' },
  silent: ['wiki/*', '*#save', 'tailnet#*', 'proxy/*'],
} satisfies PlanCase
