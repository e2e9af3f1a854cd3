/** What the program of a secret store says in a rehearsal: it knows the items and fields that the estate states, and no other. */
import { type Keeping, providerOfVault, type Secret, type Vault } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { FILE, type Program } from './stub.ts'

/** One field of a vault, with a made-up value. */
export interface Field {
  readonly vault: string
  readonly item: string
  /** The store's own id of the item, where the estate knows it. */
  readonly itemId?: string
  readonly field: string
  readonly value: string
}

/** Every field of every vault. No value is a real one. */
export function fieldsOf(vaults: readonly Vault[]): readonly Field[] {
  return vaults.flatMap(({ name: vault, items }) =>
    Object.entries(items).flatMap(([item, { id, fields }]) =>
      fields.map(field => ({
        ...{ vault, item, field },
        ...present({ itemId: id }),
        value: `rehearsed ${item} ${field}`,
      })),
    ),
  )
}

/** The programs of all stores, by what each store's own words ask for. */
export function programsOf(keeping: Keeping, fields: readonly Field[]): readonly Program[] {
  return keeping.vaults.flatMap(vault => {
    const part = providerOfVault(keeping, vault.name)
    if (part === undefined) return []
    const store = part.of(vault)
    const own = fields
      .filter(each => each.vault === vault.name)
      .map(each => ({ ...each, secret: secretOf(vault, each) }))
    const answers = own.flatMap(({ secret, value }) =>
      [store.read(secret), store.fetch(secret)].map(([, ...words]) => [JSON.stringify(words), value] as const),
    )
    const { template } = store
    return [
      {
        name: part.program,
        answers: Object.fromEntries(answers),
        fills: template === undefined ? [] : [template.fill(FILE).map(String).slice(1)],
        placeholders: Object.fromEntries(own.map(({ secret, value }) => [template?.placeholder(secret) ?? '', value])),
      },
    ]
  })
}

function secretOf({ items }: Vault, { vault, item, field }: Field): Secret {
  const { id, untitled } = items[item] ?? { fields: [] }
  return {
    ...{ kind: 'secret', vault, item, field },
    ...present({ itemId: id }),
    ...present({ untitled }),
  }
}
