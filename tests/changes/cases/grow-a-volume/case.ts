import type { Case } from '../../case.ts'

/** A claim of its own can grow in place; one of a StatefulSet's template cannot be changed. */
export default {
  edits: {
    'services/wiki.ts': [["'2Gi'", "'4Gi'"]],
    'services/loki.ts': [["'20Gi'", "'40Gi'"]],
  },
  says: [
    '- kubernetes PersistentVolumeClaim wiki/wiki-pages changed spec.resources.requests.storage: 2Gi → 4Gi',
    'recreates kubernetes StatefulSet monitoring/loki changed spec.volumeClaimTemplates[data].spec.resources.requests.storage: 20Gi → 40Gi',
  ],
  silent: ['destroys *', 'opens *', '* Deployment *'],
  causes: ['apps/cottage/services/wiki.ts', 'apps/cottage/services/loki.ts'],
} satisfies Case
