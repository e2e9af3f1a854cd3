import type { PlanCase } from '../../plan-case.ts'

/** The last archive with the folder is made before its line goes. */
export default {
  steps: ['attic/role/attic#back-up: *', 'attic/role/attic#preview: *', 'attic/role/attic#apply: *--tags attic'],
  order: [
    ['attic/role/attic#back-up', 'attic/role/attic#apply'],
    ['attic/role/attic#preview', 'attic/role/attic#apply'],
  ],
  back: { 'attic/role/attic#apply': '*git revert*--tags attic*' },
  carries: { 'attic/role/attic#apply': 'destroys directory box:/srv/notes' },
  silent: ['caddy/*', '*application*', 'tailnet#*'],
} satisfies PlanCase
