import type { Case } from '../../case.ts'
import { servedSweeper } from '../../served-sweeper.ts'

/** The whole service goes, with the name by which its host served it. */
export default {
  before: servedSweeper,
  edits: {
    'services/sweeper.ts': undefined,
    'services/index.ts': [
      ["import { sweeper } from './sweeper.ts'\n", ''],
      ['  sweeper,\n', ''],
    ],
  },
  says: ['stops pulumi resource svc-sweeper removed', '* ansible role sweeper removed*'],
  silent: ['opens *', '* resource box-tags *', '* kubernetes Deployment *'],
  causes: ['apps/cottage/services/sweeper.ts'],
} satisfies Case
