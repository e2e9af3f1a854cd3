import type { PlanCase } from '../../plan-case.ts'

/** The API refuses it, and no sync helps: a claim of another name, or none. */
export default {
  steps: [
    'wiki/volume/pages#save: by hand: *pages*',
    'wiki/volume/pages#recreate: by hand: *wiki-pages*only grow*',
    'wiki/application/wiki#apply: argocd app sync wiki *',
  ],
  order: [
    ['wiki/volume/pages#save', 'wiki/volume/pages#recreate'],
    ['wiki/volume/pages#recreate', 'wiki/application/wiki#apply'],
  ],
  back: { 'wiki/volume/pages#recreate': 'none: *' },
  carries: { 'wiki/volume/pages#recreate': 'recreates PersistentVolumeClaim wiki/wiki-pages' },
  takes: { 'wiki/volume/pages#recreate': 'PersistentVolumeClaim wiki/wiki-pages' },
  silent: ['feed/*', 'caddy/*'],
} satisfies PlanCase
