import type { PlanCase } from '../../plan-case.ts'

/** It is set up at its new place with its pages, then its names lead there, and at last what it was goes. */
export default {
  steps: [
    'wiki/volume/pages#save: by hand: *',
    'wiki/role/wiki#apply: ansible-playbook playbooks/box.yml --tags wiki',
    'wiki/volume/pages#carry: by hand: *wiki-pages*/srv/wiki*',
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
    'feed/application/feed#apply: argocd app sync feed *',
    'wiki/application/wiki#remove: argocd app delete wiki --cascade',
  ],
  order: [
    ['wiki/volume/pages#save', 'wiki/application/wiki#remove'],
    ['wiki/role/wiki#apply', 'wiki/volume/pages#carry'],
    ['wiki/volume/pages#carry', 'caddy/role/caddy#apply'],
    ['wiki/role/wiki#apply', 'caddy/role/caddy#apply'],
    // Its pages are fetched through Caddy from now on.
    ['caddy/role/caddy#apply', 'feed/application/feed#apply'],
    ['caddy/role/caddy#apply', 'wiki/application/wiki#remove'],
    ['feed/application/feed#apply', 'wiki/application/wiki#remove'],
  ],
  back: { 'wiki/application/wiki#remove': 'none: *' },
  carries: { 'wiki/application/wiki#remove': 'destroys PersistentVolumeClaim wiki/wiki-pages' },
  silent: ['docs/*', 'db/*', 'proxy/*', 'wiki/application/wiki#apply'],
} satisfies PlanCase
