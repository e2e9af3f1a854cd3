import type { Secret } from '@homelab/estate/model'

/** Secrets of Forgejo Actions, set through the API of the one forge that the service needs. */
export interface ActionsSecrets {
  readonly owner: string
  readonly repository: string
  /** A token with scope `write:repository`. */
  readonly token: Secret
  /** The secret's name in workflows -> its value. */
  readonly secrets: Readonly<Record<string, Secret>>
}
