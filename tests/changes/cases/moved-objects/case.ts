import type { Case } from '../../case.ts'

/** The order in which services are listed moves blocks and rows, and nothing else. */
export default {
  edits: { 'services/index.ts': [['  wiki,\n  feed,\n', '  feed,\n  wiki,\n']] },
  says: [],
  only: true,
  silent: ['destroys *', 'recreates *', 'opens *', 'stops *', 'restarts *'],
  causes: [],
} satisfies Case
