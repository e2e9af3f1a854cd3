import type { PlanCase } from '../../plan-case.ts'

/** The new item, then who reads it, and then the old one goes. */
export default {
  steps: [
    'secret/safe/registrar/token#put: by hand: *registrar*token*',
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
    'secret/safe/dns/token#remove: by hand: *token*dns*',
  ],
  order: [
    ['secret/safe/registrar/token#put', 'caddy/role/caddy#preview'],
    ['secret/safe/registrar/token#put', 'caddy/role/caddy#apply'],
    ['caddy/role/caddy#apply', 'secret/safe/dns/token#remove'],
  ],
  watch: { 'secret/safe/registrar/token#put': 'cat -- /srv/secrets/safe/registrar/token* | wc -c*' },
  back: { 'secret/safe/dns/token#remove': 'none: *' },
  silent: ['*application*', 'tailnet#*', 'proxy/*', 'dns#*'],
} satisfies PlanCase
