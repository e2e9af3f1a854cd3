import type { StoreSettings, Vault } from '@homelab/estate/model'

/** A secret as the program of a store was asked for it. */
export interface Asked {
  readonly vault: string
  readonly item: string
  readonly field: string
}

/** What the program of a store does with its words: written from its documentation, and not from who makes the words. */
export interface StoreClient {
  readonly program: string
  /** The secret whose value it prints, or takes; `undefined` where it would refuse. */
  readonly asked: (words: readonly string[]) => Asked | undefined
  /** The secret that a lookup of Ansible gives, as it stands in a task. */
  readonly lookedUp?: (text: string) => Asked | undefined
  /** The secret in whose place a placeholder of a template stands. */
  readonly placeholder?: (text: string) => Asked | undefined
  /** The file that it fills. */
  readonly filled?: (words: readonly string[]) => string | undefined
  /** Lines that name what is nowhere, and what the check of commands says of each. */
  readonly mistakes: readonly (readonly [line: string, says: string])[]
  /** What it knows a vault by. */
  readonly vaultNames: (vault: Vault<StoreSettings>) => readonly string[]
  /** Whether it takes two names for one. */
  readonly isSame: (one: string, other: string) => boolean
}

/** The secrets of an estate that a client finds when it is asked: `VAULT/ITEM/FIELD` by the estate's names. */
export function foundBy(client: StoreClient, asked: Asked, vaults: readonly Vault[]): readonly string[] {
  const is = (own: string): ((name: string | undefined) => boolean) => {
    return name => name !== undefined && client.isSame(own, name)
  }
  return vaults
    .filter(vault => client.vaultNames(vault).some(is(asked.vault)))
    .flatMap(({ name, items }) =>
      Object.entries(items)
        .filter(([title, { id, untitled }]) => is(asked.item)(id) || (untitled !== true && is(asked.item)(title)))
        .flatMap(([title, { fields }]) =>
          fields.filter(is(asked.field)).map(field => JSON.stringify([name, title, field])),
        ),
    )
}
