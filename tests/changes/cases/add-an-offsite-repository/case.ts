import { backups } from '../../backups.ts'
import type { Case } from '../../case.ts'

/** The same is saved once more, elsewhere. A tool has one repository, so that is a service more. */
export default {
  before: backups('attic'),
  edits: backups('attic', 'offsite'),
  says: [
    '- backups repository offsite added',
    '* ansible role offsite added tasks/main.yml',
    '* ansible role offsite added templates/config.yaml.j2',
  ],
  silent: [
    'destroys *',
    'recreates *',
    'opens *',
    'stops *',
    '* repository attic *',
    '* ansible role attic *',
    '* kubernetes *',
  ],
  causes: ['apps/cottage/services/offsite.ts'],
} satisfies Case
