import type { PlanCase } from '../../plan-case.ts'

/** No run of the playbook takes the name from the host: the plan has the command. */
export default {
  steps: [
    'tailnet#apply: mise run tailnet-up',
    'sweeper/role/sweeper#apply: ansible-playbook playbooks/box.yml --tags sweeper',
    'sweeper/unit/svc:sweeper#remove: *sudo tailscale serve clear svc:sweeper*',
    'estate#check: mise run services-check',
  ],
  order: [
    ['sweeper/role/sweeper#apply', 'estate#check'],
    ['sweeper/unit/svc:sweeper#remove', 'estate#check'],
  ],
  back: { 'sweeper/unit/svc:sweeper#remove': '*git revert*ansible-playbook playbooks/box.yml --tags sweeper*' },
  silent: ['proxy/*', 'dns#*', '*wiki*', 'sweeper/unit/lab-sweeper#*'],
} satisfies PlanCase
