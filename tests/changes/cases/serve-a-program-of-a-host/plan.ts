import type { PlanCase } from '../../plan-case.ts'

/** A host that serves what the tailnet does not know, or did not approve, serves nobody. */
export default {
  steps: [
    'tailnet#apply: mise run tailnet-up',
    'sweeper/role/sweeper#apply: ansible-playbook playbooks/box.yml --tags sweeper',
    'estate#check: mise run services-check',
  ],
  order: [
    ['tailnet#apply', 'sweeper/role/sweeper#apply'],
    ['sweeper/role/sweeper#apply', 'estate#check'],
  ],
  watch: { 'sweeper/role/sweeper#apply': 'mise run services-check --only sweeper*' },
  silent: ['*#remove*', 'proxy/*', 'dns#*', '*wiki*'],
} satisfies PlanCase
