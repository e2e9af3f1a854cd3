import type { Case } from '../../case.ts'

/** What was only shown takes what visitors send. */
export default {
  edits: { 'services/docs.ts': [["mode: 'static',", "mode: 'dynamic', loginPaths: ['/login'],"]] },
  says: ['opens exposure internet to docs changed*'],
  why: { 'opens exposure *': /what visitors send reaches it/ },
  silent: ['destroys *', 'stops *'],
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
