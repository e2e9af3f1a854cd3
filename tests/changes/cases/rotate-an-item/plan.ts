import type { PlanCase } from '../../plan-case.ts'

/** Another item of the same title: it is there before it is fetched. */
export default {
  steps: [
    'secret/safe/dns/token#put: by hand: *dns*token*',
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
  ],
  order: [['secret/safe/dns/token#put', 'caddy/role/caddy#apply']],
  watch: { 'secret/safe/dns/token#put': 'op read op://*itemitemitemitemitemitemo2/token* | wc -c*' },
  silent: ['*application*', 'tailnet#*', 'secret/safe/people/*', '*#remove'],
} satisfies PlanCase
