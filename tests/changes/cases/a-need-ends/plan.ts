import type { PlanCase } from '../../plan-case.ts'

/** Nobody is led there, it is served no longer, and then it may not be asked for: nobody is refused meanwhile. */
export default {
  steps: [
    'tailnet#apply: mise run tailnet-up',
    'proxy/app/cottage-edge#apply: mise run fly-deploy',
    'dns#apply: mise run dns-up',
  ],
  order: [
    ['dns#apply', 'proxy/app/cottage-edge#apply'],
    ['proxy/app/cottage-edge#apply', 'tailnet#apply'],
  ],
  watch: { 'tailnet#apply': 'mise run reach --from edge: no longer reaches *docs*' },
  carries: { 'proxy/app/cottage-edge#apply': 'stops server docs.cottage.example' },
  tests: ['*https://docs.cottage.example*no longer*'],
  silent: ['cluster/*', 'wiki/*', 'feed/*', 'caddy/*'],
} satisfies PlanCase
