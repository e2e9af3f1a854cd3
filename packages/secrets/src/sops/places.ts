import { itemAddress, type Secret, type Vault, type VaultItem } from '@homelab/estate/model'
import type { Sops } from './index.ts'

/** Where SOPS looks for its rules, from the repository's root. */
export const rulesFile = '.sops.yaml'

/** How the names of all encrypted files end. */
export const ending = '.sops.yaml'

/** From the repository's root. */
export function folderOf({ folder = 'secrets' }: Sops): string {
  return folder
}

/** The file of an item, from the repository's root. */
export function fileOf(folder: string, secret: Secret): string {
  return `${folder}/${itemAddress(secret)}${ending}`
}

/** The files of all items, in the order in which the vault lists them. */
export function filesOf(vault: Vault<Sops>): readonly string[] {
  return Object.keys(vault.items).map(item => fileOfItem(vault, item))
}

export function fileOfItem({ store, items }: Vault<Sops>, item: string): string {
  return `${folderOf(store)}/${addressOf([item, items[item] ?? { fields: [] }])}${ending}`
}

/** An item, and what its vault says of it. */
export type Listed = readonly [item: string, listed: VaultItem]

/** Its path below the folder. */
export function addressOf([item, { id, untitled }]: Listed): string {
  return untitled === true && id !== undefined ? id : item
}
