import type { Case } from '../../case.ts'

/** The zone: every private and public name is another, for one line. */
export default {
  edits: { 'network.ts': [["'cottage.example'", "'chalet.example'"]] },
  says: [
    'stops caddy route wiki.in.cottage.example removed',
    '- caddy route wiki.in.chalet.example added',
    'opens exposure internet to docs added*: → https://docs.chalet.example *',
    '* dns * changed *cottage.example → chalet.example',
  ],
  silent: ['destroys *', 'recreates *'],
  causes: ['apps/cottage/network.ts'],
  groups: 1,
} satisfies Case
