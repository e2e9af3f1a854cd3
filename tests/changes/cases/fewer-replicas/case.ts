import type { Case } from '../../case.ts'

/** One pod of three ends: who talks to it is interrupted, and nobody else. */
export default {
  before: { 'services/docs.ts': [["namespace: 'docs',", "namespace: 'docs',\n    replicas: 3,"]] },
  edits: { 'services/docs.ts': [["namespace: 'docs',", "namespace: 'docs',\n    replicas: 2,"]] },
  says: ['restarts kubernetes Deployment docs/docs changed spec.replicas: 3 → 2'],
  only: true,
  silent: ['stops *'],
  why: { '* spec.replicas: 3 → 2': /^1 of 3 pods end, with what they are doing$/ },
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
