import type { PlanCase } from '../../plan-case.ts'

/** Certificate, server, record: the name is asked for at the proxy itself before a record leads there. */
export default {
  steps: [
    'proxy/app/cottage-edge#set-up: mise run fly-setup',
    'proxy/app/cottage-edge#apply: mise run fly-deploy',
    'dns#preview: mise run dns-preview',
    'dns#apply: mise run dns-up',
    'estate#check: mise run services-check',
  ],
  order: [
    ['proxy/app/cottage-edge#set-up', 'proxy/app/cottage-edge#apply'],
    ['proxy/app/cottage-edge#apply', 'dns#apply'],
    ['dns#preview', 'dns#apply'],
  ],
  watch: {
    'proxy/app/cottage-edge#apply': '*wiki.cottage.example*--connect-to*cottage-edge.fly.dev*',
    'dns#apply': '*https://wiki.cottage.example*',
  },
  interrupts: { 'proxy/app/cottage-edge#apply': '*the new one answers before the old one ends*' },
  back: { 'dns#apply': '*git revert*mise run dns-up*' },
  carries: { 'dns#apply': 'opens internet to wiki' },
  tests: ['*https://wiki.cottage.example*200*'],
  silent: ['*#remove*', 'caddy/*', 'docs/*'],
} satisfies PlanCase
