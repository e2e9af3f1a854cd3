import type { Case } from '../../case.ts'

/** One service more that the internet reaches. */
export default {
  edits: {
    'services/wiki.ts': [
      [
        "tailnet: { port: 'http' }",
        "tailnet: { port: 'http' }, public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } }",
      ],
    ],
  },
  says: [
    'opens exposure internet to wiki added*: → https://wiki.cottage.example *',
    '- dns record wiki (CNAME) added',
    '* public-proxy server wiki.cottage.example added',
  ],
  silent: ['destroys *', 'recreates *', '* docs.cottage.example *'],
  causes: ['apps/cottage/services/wiki.ts'],
} satisfies Case
