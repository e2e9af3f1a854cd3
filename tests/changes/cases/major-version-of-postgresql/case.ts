import type { Case } from '../../case.ts'

/** The files of one major version cannot be read by the next: the operator stops the server and upgrades them. */
export default {
  edits: { 'services/db.ts': [["'17.2'", "'18.0'"]] },
  says: [
    'stops kubernetes Cluster databases/db changed spec.imageName: ghcr.io/cloudnative-pg/postgresql:17.2 → ghcr.io/cloudnative-pg/postgresql:18.0',
  ],
  why: { '* databases/db *': /major version/ },
  only: true,
  silent: ['destroys *', 'opens *'],
  causes: ['apps/cottage/services/db.ts'],
} satisfies Case
