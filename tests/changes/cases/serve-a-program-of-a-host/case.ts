import type { Case } from '../../case.ts'
import { servedSweeper } from '../../served-sweeper.ts'

/** A word in its routes: the tailnet knows the name, approves the host, and the host serves it. */
export default {
  edits: servedSweeper,
  says: [
    '- pulumi resource svc-sweeper added',
    '- tailnet policy added autoApprovers*svc:sweeper*tag:server*',
    '- ansible role sweeper added *Serve svc:sweeper on 443*',
  ],
  // What may reach the host gains nothing there: the name has no grant but that of who runs it all.
  silent: [
    'destroys *',
    'opens *',
    'stops *',
    '* gains *',
    '* grants*',
    '* resource box-tags *',
    '* kubernetes Deployment *',
  ],
  causes: ['apps/cottage/services/sweeper.ts'],
} satisfies Case
