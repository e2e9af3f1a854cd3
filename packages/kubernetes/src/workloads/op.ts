import { itemAddress, type Secret } from '@homelab/estate'

/**
 * How 1Password's tools spell a reference; a title with other characters needs the id:
 * https://developer.1password.com/docs/cli/secret-reference-syntax/
 */
export function opReference(secret: Secret): string {
  const { vault, itemId, field } = secret
  const address = itemAddress(secret)
  const spelt = /^[A-Za-z0-9._ -]+$/.test(address) || itemId === undefined ? address : itemId
  return `op://${vault}/${spelt}/${field}`
}
