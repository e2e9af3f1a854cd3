import type { PlanCase } from '../../plan-case.ts'

/** It is ended while project and account still allow its kind and its namespace: later Argo CD would see nothing to delete. */
export default {
  steps: [
    'repository#push: git push',
    'seeds/application/seeds#remove: argocd app delete seeds --cascade',
    'shed/access#apply: kubectl --context=shed apply *',
    'shed/application/shed#apply: argocd app sync shed --timeout 600',
  ],
  order: [
    ['repository#push', 'seeds/application/seeds#remove'],
    ['seeds/application/seeds#remove', 'shed/access#apply'],
    ['seeds/application/seeds#remove', 'shed/application/shed#apply'],
  ],
  takes: { 'seeds/application/seeds#remove': ['Application argocd/seeds', 'ConfigMap seeds/seeds'] },
  silent: ['wiki/*', 'beds/*', '*#save'],
} satisfies PlanCase
