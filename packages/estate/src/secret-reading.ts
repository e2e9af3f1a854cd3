import type { Secret, Vault } from './vault.ts'

/** Where a secret comes from, as its vault's program takes it. */
export interface SecretReading {
  /** The product's name for people. */
  readonly product: string
  readonly argv: readonly [string, ...string[]]
}

/** The command that prints a secret's value: https://developer.1password.com/docs/cli/reference/commands/read/ */
export function secretReading(vaults: readonly Vault[], { vault, item, itemId, field }: Secret): SecretReading {
  const known = vaults.find(({ name }) => name === vault)
  return known?.product === 'openbao'
    ? // https://openbao.org/docs/commands/kv/get/
      { product: 'OpenBao', argv: ['bao', 'kv', 'get', `-mount=${known.id ?? vault}`, `-field=${field}`, item] }
    : { product: '1Password', argv: ['op', 'read', `op://${known?.id ?? vault}/${itemId ?? item}/${field}`] }
}
