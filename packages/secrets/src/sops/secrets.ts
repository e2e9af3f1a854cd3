import { itemAddress, type PodAccess, type Vault } from '@homelab/estate/model'
import type { Sops } from './index.ts'
import { addressOf, fileOf, folderOf } from './places.ts'

/** Where a Secret has its values as texts: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/ */
export const values = 'stringData'

/** What SOPS encrypts of it; Flux has to read the rest: https://fluxcd.io/flux/guides/mozilla-sops/#encrypting-secrets-using-age */
export const encrypted = '^(data|stringData)$'

/** What a person writes. */
export const secretShape = [
  '`apiVersion: v1`, `kind: Secret`, `metadata: {name: …}` with the item’s name and `-` for `/`,',
  `and below \`${values}\` a key for each field`,
].join(' ')

/** The name of an item's Secret. @param address the item's path below the folder */
export function secretName(address: string): string {
  return address.replaceAll('/', '-')
}

/** The names of the Secrets of all items of a vault (`asSecrets`), in the order in which it lists them. */
export function secretNames({ items }: Vault<Sops>): readonly string[] {
  return Object.entries(items).map(each => secretName(addressOf(each)))
}

/** Items are Secrets in the cluster, where External Secrets copies what others need of them. */
export function secretAccess(store: Sops): PodAccess {
  return {
    remote: secret => ({ key: secretName(itemAddress(secret)), property: secret.field }),
    decrypted: secret => fileOf(folderOf(store), secret),
  }
}
