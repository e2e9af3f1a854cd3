import type { PlanCase } from '../../plan-case.ts'

/** Private and public names are served before records lead to them; the old ones end with the same runs, and that is said. */
export default {
  steps: [
    'caddy/role/caddy#apply: ansible-playbook playbooks/box.yml --tags caddy',
    'prometheus/application/prometheus#apply: *',
    'proxy/app/cottage-edge#set-up: mise run fly-setup',
    'proxy/app/cottage-edge#apply: mise run fly-deploy',
    'dns#preview: mise run dns-preview',
    'dns#apply: mise run dns-up',
  ],
  order: [
    ['proxy/app/cottage-edge#set-up', 'proxy/app/cottage-edge#apply'],
    ['proxy/app/cottage-edge#apply', 'dns#apply'],
    ['caddy/role/caddy#apply', 'dns#apply'],
    ['dns#preview', 'dns#apply'],
    // It pushes telemetry through Caddy.
    ['caddy/role/caddy#apply', 'proxy/app/cottage-edge#apply'],
  ],
  watch: {
    'proxy/app/cottage-edge#apply': '*docs.chalet.example*--connect-to*cottage-edge.fly.dev*',
    'dns#apply': '*https://docs.chalet.example*',
  },
  interrupts: { 'caddy/role/caddy#apply': '*wiki.in.cottage.example*for good*' },
  carries: {
    'caddy/role/caddy#apply': 'stops route wiki.in.cottage.example',
    'proxy/app/cottage-edge#apply': 'stops server docs.cottage.example',
    'dns#apply': 'opens internet to docs',
  },
  tests: ['*https://docs.chalet.example*200*', '*https://docs.cottage.example*no longer*'],
  silent: ['wiki/*', '*#save', '*#remove*'],
} satisfies PlanCase
