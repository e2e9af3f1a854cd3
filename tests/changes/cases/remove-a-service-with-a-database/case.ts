import type { Case } from '../../case.ts'

/** The feed and its database go; the wiki, of which it knew, stays. */
export default {
  edits: {
    'services/feed.ts': undefined,
    'services/index.ts': [
      ["import { feed } from './feed.ts'\n", ''],
      ['  feed,\n', ''],
    ],
  },
  says: [
    'destroys kubernetes Application argocd/feed removed',
    'stops kubernetes Deployment feed/feed removed',
    'destroys database db/feed removed',
    'stops caddy route feed.in.cottage.example removed',
  ],
  silent: ['opens *', '* Deployment wiki/wiki *', '* wiki-pages *'],
  causes: ['apps/cottage/services/feed.ts'],
} satisfies Case
