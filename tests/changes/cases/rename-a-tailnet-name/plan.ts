import type { PlanCase } from '../../plan-case.ts'

/** Caddy can lead to the new name once it is there, and the old one is gone by then. */
export default {
  steps: [
    'wiki/application/wiki#apply: argocd app sync wiki *',
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
  ],
  order: [['wiki/application/wiki#apply', 'caddy/role/caddy#apply']],
  interrupts: { 'wiki/application/wiki#apply': 'caddy: *wiki*wiki.in.cottage.example*until caddy/role/caddy#apply' },
  silent: ['feed/*', 'dns#*', 'proxy/*', '*#remove'],
} satisfies PlanCase
