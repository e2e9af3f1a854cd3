import type { PlanCase } from '../../plan-case.ts'

/** One policy, looked at and applied; who gains what is asked then. */
export default {
  steps: [
    'tailnet#preview: mise run tailnet-preview',
    'tailnet#apply: mise run tailnet-up',
    'estate#check: mise run services-check',
  ],
  only: true,
  order: [['tailnet#preview', 'tailnet#apply']],
  watch: { 'tailnet#apply': 'mise run reach --from laptop*' },
  back: { 'tailnet#apply': '*git revert*mise run tailnet-up*' },
  carries: { 'tailnet#apply': 'opens laptop gains tcp:22 on box' },
  tests: ['*mise run reach*laptop*gains*tcp:22*box*'],
  silent: ['cluster/*', '*application*', 'proxy/*'],
} satisfies PlanCase
