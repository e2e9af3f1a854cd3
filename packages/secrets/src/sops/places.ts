import { itemAddress, type Secret, type Vault } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
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

export function fileOfItem({ name, store, items }: Vault<Sops>, item: string): string {
  const { id, untitled } = items[item] ?? {}
  return fileOf(folderOf(store), {
    ...{ kind: 'secret', vault: name, item, field: '' },
    ...present({ itemId: id, untitled }),
  })
}
