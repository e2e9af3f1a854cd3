import type { PlanCase } from '../../plan-case.ts'

/** It may, and then it does. */
export default {
  steps: ['tailnet#apply: mise run tailnet-up', 'proxy/app/cottage-edge#apply: mise run fly-deploy', 'dns#apply: *'],
  order: [
    ['tailnet#preview', 'tailnet#apply'],
    ['tailnet#apply', 'proxy/app/cottage-edge#apply'],
    ['proxy/app/cottage-edge#apply', 'dns#apply'],
  ],
  carries: { 'tailnet#apply': 'opens edge gains tcp:443 on *' },
  silent: ['cluster/*', 'wiki/*', 'feed/*', 'caddy/*'],
} satisfies PlanCase
