import type { PlanCase } from '../../plan-case.ts'

/** It opens with the deployment of the proxy. */
export default {
  steps: ['proxy/app/cottage-edge#apply: mise run fly-deploy', 'estate#check: mise run services-check'],
  order: [['proxy/app/cottage-edge#apply', 'estate#check']],
  carries: { 'proxy/app/cottage-edge#apply': 'opens internet to docs*' },
  silent: ['*#remove*', 'dns#*', 'tailnet#*'],
} satisfies PlanCase
