import type { PlanCase } from '../../plan-case.ts'

/** Nothing syncs it before the claim is gone, and it syncs by itself again at the end. */
export default {
  steps: [
    'kind/application#hold: argocd proj windows add default * --applications wiki --manual-sync *',
    "kind/application/root#apply: argocd app sync root --resource '!argoproj.io:AppProject:argocd/default' *",
    'wiki/volume/pages#recreate: by hand: *wiki-pages*only grow*',
    'wiki/application/wiki#apply: argocd app sync wiki *',
    'kind/application#let-go: argocd app sync root --timeout 600',
  ],
  order: [
    ['kind/application#hold', 'repository#push'],
    ['wiki/volume/pages#recreate', 'wiki/application/wiki#apply'],
    ['wiki/application/wiki#apply', 'kind/application#let-go'],
    ['kind/application#let-go', 'estate#check'],
  ],
  back: { 'kind/application#hold': 'let it go*argocd app sync root *' },
  carries: { 'wiki/volume/pages#recreate': 'recreates PersistentVolumeClaim wiki/wiki-pages' },
  takes: { 'wiki/volume/pages#recreate': 'PersistentVolumeClaim wiki/wiki-pages' },
  silent: ['feed/*', 'caddy/*', '*#remove'],
} satisfies PlanCase
