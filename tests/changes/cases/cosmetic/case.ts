import type { Case } from '../../case.ts'

/** Names, comments and layout of the sources. */
export default {
  edits: {
    'services/sweeper.ts': [
      ['const script =', '/** What runs. */\nconst sweep: string ='],
      ['[script]', '[sweep]'],
      ['file(script', 'file(sweep'],
      ['daily(4, 30)', 'daily(\n 0x4,\n 30,\n)'],
    ],
  },
  says: [],
  only: true,
  silent: ['*'],
  causes: [],
} satisfies Case
