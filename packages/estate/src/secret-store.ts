import { type EndpointUse, usesOf } from './needs.ts'
import { contract, type Part } from './part.ts'
import type { Word } from './runs/step.ts'
import type { Keys } from './state/keys.ts'
import type { Secret, StoreSettings, Vault } from './vault.ts'

/**
 * Where secret references lead, and how a value gets from there to pods, hosts and people. Whoever asks (a cluster, a role,
 * a guide, a task) knows no provider; a provider knows none of them. A value is never asked of it: only the way to one.
 */
export const secretStoreParts = contract<SecretStorePart>('secret-store')

/** A provider: one product that keeps secrets. */
export interface SecretStorePart extends Part {
  readonly contract: 'secret-store'
  /** As people write it: `My Vault`. */
  readonly title: string
  /** What asks it on the operator's machine, by name. */
  readonly program: string
  /** The page that tells how to install it. */
  readonly install: string
  /** What an operator needs to know of the program when Ansible runs it: Markdown, whole sentences, lines of at most 120. */
  readonly withAnsible?: string
  /** Of one of its vaults. Never throws for what an author can write. */
  readonly of: (vault: Vault) => SecretStore
}

/** What may be asked about a vault and its secrets. */
export interface SecretStore {
  /** Names that its tools can't be asked for, or take for one another. A name that is blank or of two lines is found elsewhere. */
  readonly problems: () => readonly StoreProblem[]
  /** Prints the value on standard output: as a person types it, by names where there are some. No two secrets have one. */
  readonly read: (secret: Secret) => Argv
  /** The same for a program: by what stays when somebody renames an item. */
  readonly fetch: (secret: Secret) => Argv
  /** Puts the new value, which it reads from standard input, into an item that exists; absent where no command does. */
  readonly write?: (secret: Secret) => Argv | undefined
  /** How a text with placeholders is filled; absent where nothing fills one. */
  readonly template?: Template
  /** How External Secrets reads it; absent where it can't. */
  readonly pods?: PodAccess
}

/** A program and its words. */
export type Argv = readonly [string, ...string[]]

/** A vault, item or field that its store can't spell. */
export interface StoreProblem {
  /** The way from the vault: `['items', 'Wiki', 'fields', 0]`. */
  readonly keys: Keys
  /** What is wrong, one clause. */
  readonly problem: string
  readonly got: string
  /** What to do next, one clause in the imperative. */
  readonly fix: string
}

export interface Template {
  /** What stands in the place of a value, in any text: quotes and line feeds of YAML do not touch it. */
  readonly placeholder: (secret: Secret) => string
  /** Prints a file with the values in it on standard output. */
  readonly fill: (file: string) => readonly Word[]
}

export interface PodAccess {
  /** What an ExternalSecret asks for: https://external-secrets.io/latest/api/externalsecret/ */
  readonly remote: (secret: Secret) => RemoteReference
  /** The `provider` of the cluster's store, as plain data: https://external-secrets.io/latest/api/clustersecretstore/ */
  readonly provider: (asked: StoreAccess) => object
}

export interface RemoteReference {
  readonly key: string
  readonly property?: string
}

/** What a cluster's store needs of the estate. */
export interface StoreAccess {
  readonly use: StoreUse
  /** Where the server answers. */
  readonly url: string
  /** The namespace that the server runs in; none outside of a cluster. */
  readonly namespace?: string
}

/** The endpoint serves a vault: the cluster's secret store asks it. Made by the provider, whose members `login` has. */
export interface StoreUse extends EndpointUse {
  readonly kind: 'secret-store'
  /** The vault, by name. */
  readonly vault: string
  /** The Secret beside the server, and its key, that the store shows to be let in; where it shows one. */
  readonly credential?: { readonly secret: string; readonly key: string }
  /** How else it is let in. */
  readonly login?: Readonly<Record<string, string>>
}

export const isStoreUse = usesOf<StoreUse>('secret-store')

/**
 * A provider, typed by its settings.
 *
 * @param kind the `kind` of the settings that are its: one constructor alone makes them, which decides their type
 */
export function secretStorePart<S extends StoreSettings>(
  kind: S['kind'],
  words: Pick<SecretStorePart, 'title' | 'program' | 'install' | 'withAnsible'>,
  of: (vault: Vault<S>) => SecretStore,
): SecretStorePart {
  return { contract: 'secret-store', kinds: [kind], ...words, of: vault => of(vault as Vault<S>) }
}

/** What is known of the vaults of an estate. */
export interface Keeping {
  readonly vaults: readonly Vault[]
  readonly parts: readonly Part[]
}

/** The provider of a vault; `undefined` where the estate has none, of which a finding tells. */
export function providerOfVault({ vaults, parts }: Keeping, name: string): SecretStorePart | undefined {
  const vault = vaults.find(each => each.name === name)
  return vault === undefined ? undefined : secretStoreParts.of(parts, vault.store.kind)
}

/** The store of a vault; `undefined` where the estate has none, of which a finding tells. */
export function storeOf(keeping: Keeping, name: string): SecretStore | undefined {
  const vault = keeping.vaults.find(each => each.name === name)
  return vault === undefined ? undefined : providerOfVault(keeping, name)?.of(vault)
}
