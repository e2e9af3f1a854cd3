import type { Case } from '../../case.ts'

/** A claim under another name is another volume, and empty. */
export default {
  edits: { 'services/wiki.ts': [["'wiki-pages'", "'wiki-texts'"]] },
  says: [
    'destroys kubernetes PersistentVolumeClaim wiki/wiki-pages removed',
    '- kubernetes PersistentVolumeClaim wiki/wiki-texts added',
    'restarts kubernetes Deployment wiki/wiki changed spec.template.spec.volumes[pages].persistentVolumeClaim.claimName: wiki-pages → wiki-texts',
  ],
  why: { 'destroys */wiki-pages *': /wiki-texts .* empty/ },
  silent: ['opens *', '* Deployment feed/feed *'],
  causes: ['apps/cottage/services/wiki.ts'],
} satisfies Case
