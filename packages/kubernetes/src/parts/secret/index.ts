import type { Secret } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'

/** A Kubernetes Secret that External Secrets makes from secret references. */
export interface ExternalSecret {
  readonly kind: 'external-secret'
  /** The ExternalSecret's and the Secret's name. */
  readonly name: string
  /** Key in the fetched data -> reference. */
  readonly data: Readonly<Record<string, Secret>>
  /** Keys of the Secret; values may use `{{ .key }}` of the fetched data. Without it the fetched data is the Secret. */
  readonly template?: Readonly<Record<string, string>>
  readonly templateLabels?: Readonly<Record<string, string>>
  /** The Secret's type, for example `kubernetes.io/basic-auth`. */
  readonly type?: string
}

/**
 * A Secret that External Secrets keeps equal to items of the estate's vault.
 *
 * @example externalSecret('app', { data: { password: secrets.password } })
 */
export function externalSecret(name: string, props: Omit<ExternalSecret, 'kind' | 'name'>): ExternalSecret {
  return made({ kind: 'external-secret', name, ...props })
}

/** The template text for a fetched key. */
export function fetched(key: string): string {
  return `{{ .${key} }}`
}
