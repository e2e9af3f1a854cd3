import type { PlanCase } from '../../plan-case.ts'

/** Two that have nothing to do with each other, and yet one after the other. */
export default {
  steps: ['feed/application/feed#apply: argocd app sync feed *', 'docs/application/docs#apply: argocd app sync docs *'],
  order: [['feed/application/feed#preview', 'feed/application/feed#apply']],
  interrupts: { 'docs/application/docs#apply': 'nobody: *' },
  // What a major version does to what it keeps nobody knows.
  back: { 'docs/application/docs#apply': '*git revert*', 'feed/application/feed#apply': '*database feed*git revert*' },
  carries: { 'feed/application/feed#apply': 'restarts Deployment feed/feed' },
  silent: ['wiki/*', 'caddy/*', 'db/*'],
} satisfies PlanCase
