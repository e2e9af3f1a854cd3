import type { PlanCase } from '../../plan-case.ts'

/** Its Application comes with the root's, and Caddy gets its name when it answers. */
export default {
  steps: [
    'repository#push: git push',
    'kind/application/root#apply: argocd app sync root *',
    'search/application/search#apply: argocd app sync search *',
    'caddy/role/caddy#preview: ansible-playbook playbooks/box.yml --tags caddy --check --diff',
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
    'estate#check: mise run services-check',
  ],
  order: [
    ['repository#push', 'kind/application/root#apply'],
    ['kind/application/root#apply', 'search/application/search#apply'],
    ['search/application/search#apply', 'caddy/role/caddy#apply'],
    ['caddy/role/caddy#apply', 'estate#check'],
  ],
  watch: {
    'search/application/search#apply': 'mise run services-check --only search*',
    'caddy/role/caddy#apply': 'https://search.in.cottage.example*',
  },
  back: { 'search/application/search#apply': '*argocd app delete search --cascade*' },
  tests: ['*https://search.in.cottage.example*', '*mise run services-check*'],
  silent: ['*wiki*', '*#remove*', 'dns#*', '*#save', 'tailnet#*', 'proxy/*'],
} satisfies PlanCase
