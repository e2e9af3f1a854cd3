import type { Secret } from '../vault.ts'
import type { Entry, Maybe } from './entry.ts'

/** A place where a secret's value ends up. */
export type DeliveredSecret =
  | (Entry & {
      readonly to: 'secret'
      readonly namespace: string
      /** The Secret's name. */
      readonly name: string
      /** Key of what was fetched -> reference. */
      readonly from: Readonly<Record<string, Secret>>
      /** Its keys, each with the keys of what was fetched that it holds. */
      readonly keys: Readonly<Record<string, readonly string[]>>
      /** The label by which it is found, where nothing names it. */
      readonly label?: string
      /** What makes it: External Secrets, what delivers its group, or the step by hand of that name. */
      readonly by: 'external-secret' | 'delivery' | { readonly step: string }
      /** It is the password of a login. */
      readonly login?: string
    })
  /** Made by an operator, or copied from a Secret of another namespace: no reference of a vault leads there. */
  | (Entry & {
      readonly to: 'made-secret'
      readonly namespace: string
      readonly name: string
      readonly keys: Maybe<readonly string[]>
      /** The Secret that it is a copy of, and the service beside which that stands. */
      readonly copyOf?: { readonly name: string; readonly beside: string }
    })
  | (Entry & {
      readonly to: 'host'
      readonly host: string
      readonly secret: Secret
      /** Files that hold it, absolute. */
      readonly paths: readonly string[]
      /** Names in the workflows of a forge. */
      readonly actions: readonly string[]
    })

/** Something that stands in the namespace of another service, where it is not of its own. */
export interface Beside {
  readonly namespace: Maybe<string>
  /** The other service. */
  readonly beside?: string
}

/** A Secret of a cluster that something reads. */
export interface SecretRead extends Entry, Beside {
  readonly name: string
  readonly key?: string
  readonly optional: boolean
  /** What reads it: `container web`, `role backup`. */
  readonly by: string
  /** The pods that read it, by id; where it is pods. */
  readonly pods?: string
}
