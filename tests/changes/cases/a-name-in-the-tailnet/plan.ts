import type { PlanCase } from '../../plan-case.ts'

/** Whom it lets in is carried by the step that brings the endpoint. */
export default {
  steps: [
    'feed/application/feed#apply: argocd app sync feed *',
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
    'estate#check: mise run services-check',
  ],
  order: [
    ['feed/application/feed#apply', 'caddy/role/caddy#apply'],
    ['caddy/role/caddy#apply', 'estate#check'],
  ],
  carries: { 'feed/application/feed#apply': 'opens box, edge, laptop gains tcp:443 on feed*' },
  silent: ['*#remove*', 'dns#*', 'proxy/*', 'tailnet#*'],
} satisfies PlanCase
