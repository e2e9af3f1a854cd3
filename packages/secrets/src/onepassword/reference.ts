import { itemAddress, type Secret, type Vault } from '@homelab/estate/model'
import type { OnePassword } from './index.ts'

/** https://developer.1password.com/docs/cli/secret-reference-syntax/#supported-characters */
export function isSpelt(name: string): boolean {
  return /^[A-Za-z0-9._ -]+$/.test(name)
}

/** How 1Password's tools spell a reference; an item whose title they can't spell, or do not know, is spelt by its id. */
export function opReference(secret: Secret): string {
  const { vault, itemId, field } = secret
  const address = itemAddress(secret)
  return `op://${vault}/${isSpelt(address) || itemId === undefined ? address : itemId}/${field}`
}

/** The same by ids, as far as they are known: https://developer.1password.com/docs/cli/reference/commands/read/ */
export function idReference({ name, store }: Vault<OnePassword>, { item, itemId, field }: Secret): string {
  return `op://${store.id ?? name}/${itemId ?? item}/${field}`
}
