import { backups } from '../../backups.ts'
import type { Case } from '../../case.ts'

function sweeper(words: string): Case['edits'] {
  return {
    'services/sweeper.ts': [
      [
        "import { daily, service, text } from '@homelab/estate'",
        "import { daily, folder, notBackedUp, saved, service, text } from '@homelab/estate'",
      ],
      [
        '    programs: [',
        `    data: [folder('/srv/letters', 'letters', saved('high')), folder('/srv/notes', 'notes', ${words})],\n    programs: [`,
      ],
    ],
  }
}

/** Of two folders one is no longer saved. The other still is, and the backups of before are not gone at once. */
export default {
  before: { ...backups('attic'), ...sweeper("saved('critical')") },
  edits: { ...backups('attic'), ...sweeper("notBackedUp('nobody reads them')") },
  says: [
    'destroys backups directory box:/srv/notes removed',
    'destroys ansible role attic *source_directories*/srv/notes*',
  ],
  why: { 'destroys backups *': /no longer saved/ },
  silent: ['* box:/srv/letters *', 'recreates *', 'opens *', '* kubernetes *'],
  causes: ['apps/cottage/services/sweeper.ts'],
} satisfies Case
