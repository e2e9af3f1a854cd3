import type { Case } from '../../case.ts'

/** The private name of the wiki; nobody is told the new one by itself. */
export default {
  edits: { 'services/wiki.ts': [["label = 'wiki'", "label = 'notes'"]] },
  says: ['stops caddy route wiki.in.cottage.example removed', '- caddy route notes.in.cottage.example added'],
  silent: ['destroys *', 'recreates *', 'opens *', '* kubernetes *'],
  causes: ['apps/cottage/services/wiki.ts'],
} satisfies Case
