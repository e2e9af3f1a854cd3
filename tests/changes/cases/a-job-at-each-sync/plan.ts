import type { PlanCase } from '../../plan-case.ts'

/** The sync runs it, and nothing else has to. */
export default {
  steps: ['docs/application/docs#apply: argocd app sync docs *'],
  order: [],
  interrupts: {
    'docs/application/docs#apply': 'nobody: docs-migrate runs, as at each sync*pods change once it has ended well',
  },
  tests: ['*: shows Deployment docs/docs changed spec.template.spec.containers[docs].image: *1.1.0, and nothing else*'],
  silent: ['wiki/*', 'caddy/*', '*#save', '*#release'],
} satisfies PlanCase
