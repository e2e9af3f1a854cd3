import type { Case } from '../../case.ts'

/** What the API refuses: a claim only grows. */
export default {
  edits: { 'services/wiki.ts': [["'2Gi'", "'1Gi'"]] },
  says: [
    'recreates kubernetes PersistentVolumeClaim wiki/wiki-pages changed spec.resources.requests.storage: 2Gi → 1Gi',
  ],
  silent: ['opens *', 'restarts *'],
  causes: ['apps/cottage/services/wiki.ts'],
} satisfies Case
