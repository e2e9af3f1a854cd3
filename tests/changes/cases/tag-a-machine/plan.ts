import type { PlanCase } from '../../plan-case.ts'

/** A managed machine joins with a key of its own, and no stack tags it: somebody does, in the console. */
export default {
  steps: ['host/edge#tag: by hand: *edge*tag:server*', 'estate#check: *'],
  only: true,
  order: [['host/edge#tag', 'estate#check']],
  watch: { 'host/edge#tag': 'mise run reach --from edge*' },
  back: { 'host/edge#tag': '*take*tag:server*' },
  carries: { 'host/edge#tag': 'opens edge gains tcp:5432*' },
  silent: ['*application*', 'caddy/*', 'tailnet#*'],
} satisfies PlanCase
