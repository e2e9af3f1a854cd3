import { itemAddress, type Secret } from '@homelab/estate/model'
import type { Sops } from './index.ts'

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
