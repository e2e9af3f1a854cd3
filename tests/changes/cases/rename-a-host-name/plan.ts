import type { PlanCase } from '../../plan-case.ts'

/** The old name and the new one are of one file: who uses the old one is told first. */
export default {
  steps: [
    'caddy/role/caddy#preview: *',
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
    'estate#check: *',
  ],
  only: true,
  order: [['caddy/role/caddy#preview', 'caddy/role/caddy#apply']],
  watch: { 'caddy/role/caddy#apply': 'https://notes.in.cottage.example*' },
  interrupts: { 'caddy/role/caddy#apply': '*wiki.in.cottage.example*for good*' },
  carries: { 'caddy/role/caddy#apply': 'stops route wiki.in.cottage.example' },
  tests: ['*https://notes.in.cottage.example*', '*https://wiki.in.cottage.example*no longer*'],
  silent: ['wiki/*', '*application*', 'dns#*', 'tailnet#*'],
} satisfies PlanCase
