import { vault } from '@homelab/estate'
import { sops } from '@homelab/secrets'
import { paper, withPaper } from '../paper.ts'
import type { Expected } from '../parts.ts'

/** SOPS takes a key with a space, and no Secret does. */
// here
const { vault: kept } = vault('kept', {
  store: sops({ ...paper.vault.store, asSecrets: true }),
  items: { app: { fields: ['pass word'] } },
})

export default withPaper(import.meta, { vaults: [kept] })
export const expected: Expected = ['invalid-name kept items.app.fields.0']
