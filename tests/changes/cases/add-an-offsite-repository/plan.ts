import type { PlanCase } from '../../plan-case.ts'

/** A role more on a host. */
export default {
  steps: [
    'offsite/role/offsite#preview: ansible-playbook playbooks/box.yml --tags offsite --check --diff',
    'offsite/role/offsite#apply: ansible-playbook playbooks/box.yml --tags offsite',
  ],
  order: [['offsite/role/offsite#preview', 'offsite/role/offsite#apply']],
  watch: { 'offsite/role/offsite#apply': 'mise run services-check --only offsite*' },
  back: { 'offsite/role/offsite#apply': '*sudo systemctl disable --now cottage-offsite.timer*' },
  silent: ['attic/*', '*application*', 'tailnet#*', '*#remove*'],
} satisfies PlanCase
