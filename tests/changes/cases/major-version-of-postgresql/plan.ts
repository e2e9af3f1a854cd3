import type { PlanCase } from '../../plan-case.ts'

/** There is no way back but a dump, so one is made; nothing saves this database. */
export default {
  steps: [
    'database/db/feed#save: by hand: *feed*it is fetched again*',
    'db/application/db#preview: argocd app diff db *',
    'db/application/db#apply: argocd app sync db *',
  ],
  order: [
    ['database/db/feed#save', 'db/application/db#apply'],
    ['db/application/db#preview', 'db/application/db#apply'],
  ],
  interrupts: { 'db/application/db#apply': '*feed*' },
  back: { 'db/application/db#apply': 'none: *dump*' },
  carries: { 'db/application/db#apply': 'stops Cluster databases/db' },
  silent: ['wiki/*', 'caddy/*', 'feed/*'],
} satisfies PlanCase
