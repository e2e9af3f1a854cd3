import type { PlanCase } from '../../plan-case.ts'

/** Its name goes, then itself, and at last its data, which nothing saves. */
export default {
  steps: [
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
    'kind/application/root#apply: argocd app sync root *',
    'feed/application/feed#remove: argocd app delete feed --cascade',
    'database/db/feed#save: by hand: *feed*',
    'database/db/feed#drop: by hand: *feed*db*',
  ],
  order: [
    ['caddy/role/caddy#apply', 'feed/application/feed#remove'],
    ['kind/application/root#apply', 'feed/application/feed#remove'],
    ['feed/application/feed#remove', 'database/db/feed#drop'],
    ['database/db/feed#save', 'database/db/feed#drop'],
  ],
  back: { 'feed/application/feed#remove': '*git revert*argocd app sync root*', 'database/db/feed#drop': 'none: *' },
  carries: {
    'database/db/feed#drop': 'destroys db/feed',
    'feed/application/feed#remove': 'destroys Application argocd/feed',
    'caddy/role/caddy#apply': 'stops route feed.in.cottage.example',
    // It is read once, when the server is made: nothing of what runs is recreated.
    'db/application/db#apply': 'recreates Cluster databases/db',
  },
  takes: {
    'feed/application/feed#remove': ['Application argocd/feed', 'Deployment feed/feed', 'Service feed/feed'],
  },
  tests: ['*https://feed.in.cottage.example*no longer*'],
  silent: ['wiki/*', 'feed/application/feed#apply', 'docs/*'],
} satisfies PlanCase
