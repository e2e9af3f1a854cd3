import type { PlanCase } from '../../plan-case.ts'

/** The pages are on the old claim, and nothing saves them. */
export default {
  steps: [
    'wiki/volume/pages#save: by hand: *pages*exported by hand*',
    'wiki/application/wiki#apply: argocd app sync wiki --timeout 600',
    'wiki/volume/pages#carry: by hand: *wiki-pages*wiki-texts*',
    'wiki/application/wiki#remove: argocd app sync wiki --prune*',
  ],
  order: [
    ['wiki/volume/pages#save', 'wiki/application/wiki#apply'],
    ['wiki/application/wiki#apply', 'wiki/volume/pages#carry'],
    ['wiki/volume/pages#carry', 'wiki/application/wiki#remove'],
    ['wiki/volume/pages#save', 'wiki/application/wiki#remove'],
  ],
  interrupts: { 'wiki/application/wiki#apply': 'wiki*' },
  back: { 'wiki/application/wiki#remove': 'none: *wiki-pages*' },
  carries: {
    'wiki/application/wiki#remove': 'destroys PersistentVolumeClaim wiki/wiki-pages',
    'wiki/application/wiki#apply': 'restarts Deployment wiki/wiki',
  },
  takes: { 'wiki/application/wiki#remove': 'PersistentVolumeClaim wiki/wiki-pages' },
  silent: ['feed/*', 'caddy/*', 'tailnet#*', 'dns#*', 'proxy/*'],
} satisfies PlanCase
