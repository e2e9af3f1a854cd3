import type { FindingCode } from './findings.ts'
import { type EndpointUse, usesOf } from './needs.ts'
import { contract, type Part, type Renderer } from './part.ts'
import type { RenderedFile } from './projection.ts'
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
  /** What is asked where it gave nothing, behind "Is the program installed on this machine, and": `the vault unlocked?` by default. */
  readonly opens?: string
  /** The collection of Ansible that has the lookup of its stores, as `requirements.yml` names it. */
  readonly collection?: { readonly name: string; readonly version: string }
  readonly renderer?: Renderer<SecretStoreModule>
  /** Of one of its vaults. Never throws for what an author can write. */
  readonly of: (vault: Vault) => SecretStore
}

/** What `render.ts` of a provider exports, where its program reads something of the estate. */
export interface SecretStoreModule {
  /** @param vaults those that it keeps, at least one */
  readonly filesOf: (vaults: readonly Vault[], source: string) => readonly RenderedFile[]
}

/** What may be asked about a vault and its secrets. */
export interface SecretStore {
  /** Names that its tools can't be asked for, or take for one another. A name that is blank or of two lines is found elsewhere. */
  readonly problems: () => readonly StoreProblem[]
  /** Prints the value on standard output: as a person types it, by names where there are some. No two secrets have one. */
  readonly read: (secret: Secret) => Argv
  /** The same for a program: by what stays when somebody renames an item. */
  readonly fetch: (secret: Secret) => Argv
  /** How a role reads it where a lookup of Ansible does, from whatever folder Ansible is started in; absent: by `fetch`. */
  readonly lookup?: (secret: Secret) => AnsibleLookup
  /** Puts the new value, which it reads from standard input, into an item that exists; absent where no command does. */
  readonly write?: (secret: Secret) => Argv | undefined
  /** Opens an item for a person to change, where no command takes a value; with what has to be known of it. */
  readonly edit?: (secret: Secret) => { readonly argv: Argv; readonly note: string }
  /** Where its values lie in the repository, encrypted; absent where a server has them. */
  readonly kept?: KeptFiles
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

/** A lookup of Ansible, which runs on the control host: the value stands on no command line. */
export interface AnsibleLookup {
  /** With its collection: `community.sops.sops`. */
  readonly plugin: string
  /** From the repository's root. */
  readonly file: string
  readonly options: Readonly<Record<string, string | boolean>>
}

/** Files of the repository. Nothing here reads any: whoever does is told the folder, and gives what they hold. */
export interface KeptFiles {
  /** From the repository's root. */
  readonly folder: string
  /** @param files path from the repository's root -> what YAML says that it holds, of all that lies in the folder */
  readonly problems: (files: ReadonlyMap<string, unknown>) => readonly KeptProblem[]
  /**
   * What a person does before the first file is made.
   *
   * @param rendered the folder that synth writes, from the repository's root
   */
  readonly setUp: (rendered: string) => readonly KeptCommand[]
  /** What makes its keys, by name. */
  readonly keyProgram: string
  /** The rendered file that names whoever may read, below the folder that synth writes. */
  readonly rules: string
  /** What makes the key of a reader, once: of whoever operates the estate, or of a cluster whose delivery decrypts. */
  readonly makeKey: (reader: 'operator' | 'cluster') => KeptCommand
  /** What makes the file of an item. @param item its name, as a shell writes it */
  readonly add: (item: string) => readonly KeptCommand[]
  /** What brings the files to those who may read them now, once they are stated and rendered. */
  readonly readers: readonly KeptCommand[]
}

export interface KeptCommand {
  readonly words: readonly Word[]
  readonly note?: string
}

/** What is wrong with a file, or that there is none. */
export interface KeptProblem extends StoreProblem {
  readonly code: Extract<FindingCode, 'missing-value' | 'plain-value' | 'wrong-recipients'>
  /** The file, from the repository's root. */
  readonly file: string
  readonly expected?: string
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
  /**
   * The `provider` of the cluster's store, as plain data: https://external-secrets.io/latest/api/clustersecretstore/. Absent where
   * no server keeps the vault.
   */
  readonly provider?: (asked: StoreAccess) => object
  /** The file, from the repository's root, that the cluster's delivery decrypts for it: it holds the Secret that `remote` names. */
  readonly decrypted?: (secret: Secret) => string
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
  words: Omit<SecretStorePart, 'contract' | 'kinds' | 'of'>,
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
