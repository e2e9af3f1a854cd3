import { vault } from '@homelab/estate'
import { sops } from '@homelab/secrets'
import { paper, withPaper } from '../paper.ts'
import type { Expected } from '../parts.ts'

/** A file of this name is fine, and no Secret is called so. */
// here
const { vault: kept } = vault('kept', {
  store: sops({ ...paper.vault.store, asSecrets: true }),
  items: { 'team/App': { fields: ['password'] } },
})

export default withPaper(import.meta, { vaults: [kept] })
export const expected: Expected = ['invalid-name kept items.team/App']
