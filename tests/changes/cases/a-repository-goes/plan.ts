import type { PlanCase } from '../../plan-case.ts'

/** No role is left that would end it: its timer is disabled and its files are removed by hand's commands, on the host. */
export default {
  steps: [
    'offsite/unit/cottage-offsite#stop: sudo systemctl disable --now cottage-offsite.timer',
    'offsite/unit/cottage-offsite#remove-1: sudo rm *cottage-offsite.timer*',
    'offsite/unit/cottage-offsite#remove-2: sudo systemctl daemon-reload',
  ],
  order: [
    ['offsite/unit/cottage-offsite#stop', 'offsite/unit/cottage-offsite#remove-1'],
    ['offsite/unit/cottage-offsite#remove-1', 'offsite/unit/cottage-offsite#remove-2'],
  ],
  back: { 'offsite/unit/cottage-offsite#remove-1': '*git revert*--tags offsite*' },
  carries: { 'offsite/unit/cottage-offsite#stop': 'destroys repository offsite' },
  silent: ['attic/*', 'offsite/role/offsite#apply', 'caddy/*', '*application*'],
} satisfies PlanCase
