import type { Case } from '../../case.ts'
import { servedSweeper } from '../../served-sweeper.ts'

/** The word goes: the tailnet forgets the name, and the host is told. */
export default {
  before: servedSweeper,
  edits: {},
  says: [
    'stops pulumi resource svc-sweeper removed',
    'stops ansible role sweeper removed *Serve svc:sweeper on 443*',
    '- tailnet policy removed autoApprovers*svc:sweeper*',
  ],
  silent: ['destroys *', 'opens *', '* resource box-tags *', '* kubernetes Deployment *'],
  causes: ['apps/cottage/services/sweeper.ts'],
} satisfies Case
