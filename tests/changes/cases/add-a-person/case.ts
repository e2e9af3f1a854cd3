import type { Case } from '../../case.ts'

/** A second guest with a laptop, who reads what the first does. */
export default {
  edits: {
    'vault.ts': [["'boss', 'guest'", "'boss', 'guest', 'aunt'"]],
    'people.ts': [
      [
        'export const guest',
        "export const aunt = person('aunt', { role: 'member', login: secrets.people.aunt })\nexport const guest",
      ],
    ],
    'estate.ts': [
      ['import { boss, guest }', 'import { aunt, boss, guest }'],
      ['people: [boss, guest]', 'people: [boss, guest, aunt]'],
    ],
    'tailnet.ts': [
      ['import { guest }', 'import { aunt, guest }'],
      ['src: [guest]', 'src: [guest, aunt]'],
    ],
  },
  says: ['opens tailnet aunt gains tcp:443 on *'],
  silent: ['destroys *', '* laptop gains *', '* loses *', '* kubernetes *'],
  causes: ['apps/cottage/tailnet.ts'],
} satisfies Case
