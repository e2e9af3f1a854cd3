import { present } from '@homelab/formats/present'
import { made } from './made.ts'
/** A secret reference: a vault's item and field. Never a value. */
export interface Secret {
  readonly kind: 'secret'
  readonly vault: string
  /** The item's title, or the estate's own word for an item that is known by its id alone. */
  readonly item: string
  readonly itemId?: string
  /** `item` is the estate's own word: only the id addresses the item. */
  readonly untitled?: true
  readonly field: string
  /** The vault does not list the item or field; a check turns it into a finding. */
  readonly unknown?: true
}

export interface VaultItem<F extends string = string> {
  /** The store's own id, which stays when somebody renames the item. */
  readonly id?: string
  /** The key is not the item's title: only the id addresses it. */
  readonly untitled?: true
  readonly fields: readonly F[]
  /** Where a new value is made, and what it needs besides; the guide to rotation prints it. May hold `code`. */
  readonly note?: string
}

/** The store that keeps a vault: plain data with a `kind`, made by the store's own constructor. */
export interface StoreSettings {
  readonly kind: string
}

export interface VaultProps<T extends Readonly<Record<string, VaultItem>>, S extends StoreSettings = StoreSettings> {
  /** The store, which decides how a reference is spelt and read: one of those that the estate has among its parts. */
  readonly store: S
  readonly items: T
}

export interface Vault<S extends StoreSettings = StoreSettings> {
  readonly kind: 'vault'
  readonly name: string
  readonly store: S
  readonly items: Readonly<Record<string, VaultItem>>
}

/** `secrets.Item.field`: every listed item and field, by name. */
export type Secrets<T extends Readonly<Record<string, VaultItem>>> = {
  readonly [I in keyof T]: { readonly [F in T[I]['fields'][number]]: Secret }
}

/** A vault and typed references into it. An item or field that it does not list gives a marked secret, not a crash. */
export function vault<const T extends Readonly<Record<string, VaultItem>>, S extends StoreSettings>(
  name: string,
  props: VaultProps<T, S>,
): { readonly vault: Vault<S>; readonly secrets: Secrets<T> } {
  const fieldsOf = (item: string, listed: VaultItem | undefined): object =>
    unfinished({ get: (_, field) => (typeof field === 'string' ? reference(name, item, listed, field) : undefined) })
  const secrets = unfinished({
    get: (_, item) =>
      typeof item === 'string'
        ? fieldsOf(item, Object.hasOwn(props.items, item) ? props.items[item] : undefined)
        : undefined,
  })
  return { vault: made({ kind: 'vault' as const, name, ...props }), secrets: secrets as Secrets<T> }
}

/** `secrets`, and `secrets.Item`: as data they would be empty objects. */
const withoutField = new WeakSet<object>()

function unfinished(handler: ProxyHandler<object>): object {
  const proxy = new Proxy({}, handler)
  withoutField.add(proxy)
  return proxy
}

/** Whether a value is a way to secrets, and no secret: its item or field was not said. */
export function isUnfinishedSecret(value: object): boolean {
  return withoutField.has(value)
}

/** What tells one reference from another. */
export function referenceId({ vault: of, item, field }: Secret): string {
  return JSON.stringify([of, item, field])
}

/** What the store itself knows the item by: its title, or the id where the estate has only a word of its own. */
export function itemAddress({ item, itemId, untitled }: Secret): string {
  return untitled === true && itemId !== undefined ? itemId : item
}

function reference(vaultName: string, item: string, listed: VaultItem | undefined, field: string): Secret {
  const known = listed?.fields.includes(field) === true
  return made({
    kind: 'secret',
    vault: vaultName,
    item,
    ...present({ itemId: listed?.id, untitled: listed?.untitled }),
    field,
    ...(!known && { unknown: true as const }),
  })
}
