import type { Case } from '../../case.ts'

const byItself = [
  ['import { claim, deployment', 'import { application, claim, deployment'],
  ['    at: kind,\n', "    at: kind,\n    application: application('wiki', { sync: 'by-itself' }),\n"],
] as const

/** An Application that syncs by itself, in windows that the estate says, and a claim of it that the API refuses. */
export default {
  before: {
    'services/wiki.ts': [...byItself],
    'places.ts': [
      ["root: 'root' })", "root: 'root', windows: [{ kind: 'deny', schedule: '0 22 * * *', duration: '8h' }] })"],
    ],
  },
  edits: {
    'services/wiki.ts': [...byItself, ["'2Gi'", "'1Gi'"]],
    'places.ts': [
      ["root: 'root' })", "root: 'root', windows: [{ kind: 'deny', schedule: '0 22 * * *', duration: '8h' }] })"],
    ],
  },
  says: [
    'recreates kubernetes PersistentVolumeClaim wiki/wiki-pages changed spec.resources.requests.storage: 2Gi → 1Gi',
  ],
  silent: ['opens *', 'restarts *', '* AppProject *'],
  causes: ['apps/cottage/services/wiki.ts'],
} satisfies Case
