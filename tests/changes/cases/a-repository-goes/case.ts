import { backups } from '../../backups.ts'
import type { Case } from '../../case.ts'

/** Of two services that save everything one goes: what is saved is still saved, and one repository grows old. */
export default {
  before: backups('attic', 'offsite'),
  edits: backups('attic'),
  says: ['destroys backups repository offsite removed', 'stops ansible role offsite removed tasks/main.yml'],
  why: { 'destroys backups *': /grow old/ },
  silent: ['recreates *', 'opens *', '* repository attic *', '* backups directory *', '* kubernetes *'],
  causes: [],
} satisfies Case
