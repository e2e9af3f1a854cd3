import { vault } from '@homelab/estate'
import { sops } from '@homelab/secrets'
import { paper, withPaper } from '../paper.ts'
import type { Expected } from '../parts.ts'

/** Two files, and one Secret: `-` stands for `/`. */
// here
const { vault: kept } = vault('kept', {
  store: sops({ ...paper.vault.store, asSecrets: true }),
  items: { 'team/app': { fields: ['password'] }, 'team-app': { fields: ['password'] } },
})

export default withPaper(import.meta, { vaults: [kept] })
export const expected: Expected = ['invalid-name kept items.team-app']
