import type { PlanCase } from '../../plan-case.ts'

/** No role is left that would take the name from the host: the plan has the commands, and the role of before brings it back. */
export default {
  steps: [
    'tailnet#apply: mise run tailnet-up',
    'sweeper/unit/svc:sweeper#stop: *sudo tailscale serve drain svc:sweeper*',
    'sweeper/unit/svc:sweeper#remove: *sudo tailscale serve clear svc:sweeper*',
    'estate#check: mise run services-check',
  ],
  order: [
    ['sweeper/unit/svc:sweeper#stop', 'sweeper/unit/svc:sweeper#remove'],
    ['sweeper/unit/svc:sweeper#remove', 'estate#check'],
  ],
  back: { 'sweeper/unit/svc:sweeper#remove': '*git revert*ansible-playbook playbooks/box.yml --tags sweeper*' },
  silent: ['sweeper/role/sweeper#apply', 'proxy/*', 'dns#*', '*wiki*'],
} satisfies PlanCase
