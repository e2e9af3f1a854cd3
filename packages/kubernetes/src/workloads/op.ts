import type { Secret } from '@homelab/estate'

/**
 * How 1Password's tools spell a reference; a title with other characters needs the id:
 * https://developer.1password.com/docs/cli/secret-reference-syntax/
 */
export function opReference({ vault, item, itemId, field }: Secret): string {
  const titled = /^[A-Za-z0-9._ -]+$/.test(item)
  return `op://${vault}/${titled || itemId === undefined ? item : itemId}/${field}`
}
